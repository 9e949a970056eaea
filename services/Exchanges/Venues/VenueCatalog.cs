using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Trading.Exchanges.Venues;

/// <summary>The venues that this process knows, and one history client for each that is asked for.</summary>
public sealed class VenueCatalog(IEnumerable<IVenue> venues, VenueOptions options, VenueServices services)
{
    private readonly IVenue[] _venues = [.. venues];
    private readonly ConcurrentDictionary<string, Lazy<IVenueHistory>> _histories = new(StringComparer.Ordinal);

    public IEnumerable<VenueDescription> Descriptions => _venues.Select(venue => venue.Description);

    public IEnumerable<string> Names => _venues.Select(venue => venue.Description.Name);

    /// <summary>The venue that is configured.</summary>
    /// <exception cref="OptionsValidationException">There is no such venue.</exception>
    public IVenue Configured => Find(options.Name) ?? throw new OptionsValidationException(
        VenueOptions.Section, typeof(VenueOptions),
        [$"Venue:Name is one of {string.Join(", ", Names)}, not '{options.Name}'."]);

    public IVenue? Find(string name) => Array.Find(_venues, venue => string.Equals(venue.Description.Name, name, StringComparison.Ordinal));

    public ArchiveLayout ArchivesOf(string name) => Find(name)?.Description.Archives ?? ArchiveLayout.None;

    public VenueLink LinkOf(IVenue venue) =>
        VenueLink.Of(venue.Description, string.Equals(venue.Description.Name, options.Name, StringComparison.Ordinal) ? options : null);

    /// <summary>Null where this process cannot reach the venue: a simulated one has no address unless it is configured.</summary>
    public IVenueHistory? HistoryOf(IVenue venue) =>
        venue.Description.IsSimulated && !string.Equals(venue.Description.Name, options.Name, StringComparison.Ordinal)
            ? null
            : _histories.GetOrAdd(venue.Description.Name, _ => new Lazy<IVenueHistory>(() => venue.CreateHistory(LinkOf(venue), services))).Value;
}
