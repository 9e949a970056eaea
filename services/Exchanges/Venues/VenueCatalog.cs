using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Trading.Exchanges.Venues;

/// <summary>The venues that this process knows, those of this run, and one history client for each that is asked for.</summary>
public sealed class VenueCatalog
{
    private readonly IVenue[] _venues;
    private readonly VenueServices _services;
    private readonly Lazy<IReadOnlyList<RunVenue>> _run;
    private readonly ConcurrentDictionary<string, Lazy<IVenueHistory>> _histories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VenueServices> _lent = new(StringComparer.Ordinal);

    public VenueCatalog(IEnumerable<IVenue> venues, VenueOptions options, VenueServices services)
    {
        _venues = [.. venues];
        _services = services;
        _run = new(() => [.. options.Names.Select(name => Member(name, options.Of(name)))]);
    }

    /// <summary>The venues of this run, in the order of the setting.</summary>
    /// <exception cref="OptionsValidationException">One of them is not known.</exception>
    public IReadOnlyList<RunVenue> Run => _run.Value;

    public IEnumerable<VenueDescription> Descriptions => _venues.Select(venue => venue.Description);

    public IEnumerable<string> Names => _venues.Select(venue => venue.Description.Name);

    /// <summary>By its name or its alias; a venue of this run comes before others.</summary>
    public IVenue? Find(string name) => Run.FirstOrDefault(member => member.Venue.Description.IsCalled(name))?.Venue
        ?? Array.Find(_venues, venue => string.Equals(venue.Description.Name, name, StringComparison.Ordinal));

    /// <summary>The venue of this run that a request means; it may leave out the name where there is one.</summary>
    /// <param name="problem">A sentence that says which venues there are.</param>
    public bool TryFindInRun(
        string? name, [NotNullWhen(true)] out RunVenue? venue, [NotNullWhen(false)] out string? problem)
    {
        venue = name is not null ? Run.FirstOrDefault(member => member.Venue.Description.IsCalled(name)) : Run.Count == 1 ? Run[0] : null;
        var names = string.Join(", ", Run.Select(member => member.Name));
        problem = venue is not null ? null
            : name is null ? $"venue is needed: this run has {names}."
            : $"The venue '{name}' is not in this run, which has {names}.";
        return venue is not null;
    }

    public ArchiveLayout ArchivesOf(string name) => Find(name)?.Description.Archives ?? ArchiveLayout.None;

    public VenueLink LinkOf(IVenue venue) => InRun(venue)?.Link ?? VenueLink.Of(venue.Description, null);

    /// <summary>
    /// What the process lends to a venue. Its log lines name it; where the run has several, an outage of one is not said of another.
    /// </summary>
    public VenueServices ServicesOf(IVenue venue) => _lent.GetOrAdd(venue.Description.Name, name => _services with
    {
        Reachability = Run.Count > 1 && InRun(venue) is not null ? new VenueReachability(_services.Time) : _services.Reachability,
        Logs = new VenueLogs(_services.Logs, name),
    });

    /// <summary>Null where this process cannot reach the venue: a simulated one has no address unless it is in the run.</summary>
    public IVenueHistory? HistoryOf(IVenue venue) =>
        venue.Description.IsSimulated && InRun(venue) is null
            ? null
            : _histories.GetOrAdd(
                venue.Description.Name, _ => new Lazy<IVenueHistory>(() => venue.CreateHistory(LinkOf(venue), ServicesOf(venue)))).Value;

    private RunVenue? InRun(IVenue venue) => Run.FirstOrDefault(member => member.Name == venue.Description.Name);

    private RunVenue Member(string name, VenueOptions options) =>
        Array.Find(_venues, venue => string.Equals(venue.Description.Name, name, StringComparison.Ordinal)) is { } venue
            ? new RunVenue(venue, options, VenueLink.Of(venue.Description, options))
            : throw new OptionsValidationException(
                VenueOptions.Section, typeof(VenueOptions), [$"Venue:Name is one of {string.Join(", ", Names)}, not '{name}'."]);
}
