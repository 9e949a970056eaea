namespace Trading.AppHost.Model;

/// <summary>Where the settings of a venue stand, as environment variables: a section of its own where a run has several.</summary>
internal static class VenueSection
{
    public static string Of(RunOptions options, string venue) =>
        options.VenueList.Count == 1 ? "Venue__" : $"Venue__Each__{venue.Replace('-', '_')}__";

    public static IEnumerable<string> OfSimulated(RunOptions options) => options.SimulatedVenues.Select(venue => Of(options, venue));

    public static string? Read(string section, string key) => Environment.GetEnvironmentVariable(section + key);
}
