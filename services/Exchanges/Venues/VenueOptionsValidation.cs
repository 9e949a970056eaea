using Microsoft.Extensions.Options;

namespace Trading.Exchanges.Venues;

/// <summary>Checks the venues of a run as a whole: every name is known, none is named twice, and each setting has one venue.</summary>
internal sealed class VenueOptionsValidation(IEnumerable<IVenue> venues) : IValidateOptions<VenueOptions>
{
    public ValidateOptionsResult Validate(string? name, VenueOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(VenueOptions options)
    {
        var known = venues.Select(venue => venue.Description).ToList();
        foreach (var unknown in options.Names.Where(name => known.TrueForAll(venue => venue.Name != name)))
        {
            yield return $"Venue:Name is one of {string.Join(", ", known.Select(venue => venue.Name))}, not '{unknown}'.";
        }

        var run = known.Where(venue => options.Names.Contains(venue.Name, StringComparer.Ordinal)).ToList();
        foreach (var same in options.Names.GroupBy(name => run.Find(venue => venue.IsCalled(name))?.Name ?? name)
            .Where(same => same.Count() > 1))
        {
            yield return $"Venue:Name names {same.Key} twice.";
        }

        foreach (var stray in options.Each.Keys.Where(key => !options.Names.Any(name => VenueOptions.IsKeyOf(key, name))))
        {
            yield return $"Venue:Each:{stray} is none of the venues in Venue:Name.";
        }

        foreach (var each in options.Names.Select(options.Of).Where(each => each.SymbolList().Count == 0))
        {
            yield return $"Venue:Symbols names no symbol of {each.Name}.";
        }

        if (options.Names.Count > 1)
        {
            foreach (var setting in OfOneVenue(options))
            {
                yield return $"Venue:{setting} belongs to one venue: where there are several, set Venue:Each:<venue>:{setting}.";
            }
        }
    }

    private static IEnumerable<string> OfOneVenue(VenueOptions options) =>
        ((string Name, bool IsSet)[])
        [
            (nameof(options.RestUrl), options.RestUrl is not null), (nameof(options.StreamUrl), options.StreamUrl is not null),
            (nameof(options.UserStreamUrl), options.UserStreamUrl is not null), (nameof(options.ApiKey), options.ApiKey is not null),
            (nameof(options.ApiSecret), options.ApiSecret is not null), (nameof(options.LiveOrders), options.LiveOrders),
        ]
        is var settings ? settings.Where(setting => setting.IsSet).Select(setting => setting.Name) : [];
}
