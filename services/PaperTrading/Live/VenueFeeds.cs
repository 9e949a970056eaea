using Trading.Exchanges.Venues;

namespace Trading.PaperTrading.Live;

/// <summary>The venues of this run, in the order of the setting.</summary>
internal sealed class VenueFeeds(VenueCatalog venues, PaperOptions options, TimeProvider clock)
{
    public IReadOnlyList<VenueFeed> All { get; } = [.. venues.Run.Select(venue => new VenueFeed(venue, options, clock))];

    /// <summary>By its name or its alias; null where the run has no such venue.</summary>
    public VenueFeed? Find(string venue) => All.FirstOrDefault(feed => feed.Description.IsCalled(venue));

    /// <param name="venue">Of a strategy in memory.</param>
    public VenueFeed Of(string venue) => Find(venue) ?? throw new InvalidOperationException($"{venue} is no venue of this run.");
}
