using Trading.Exchanges.Venues;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Connections;

/// <summary>
/// Shares the streams of all symbols out over connections so that none carries more than allowed: a symbol's streams stay together
/// where the venue serves all kinds at one address.
/// </summary>
internal sealed class FeedPlan
{
    public FeedPlan(VenueLink link, IMarketFeed feed, MarketUniverse universe, MarketDataOptions options)
    {
        TradesAreAggregates = options.TradeStream switch
        {
            TradeStream.Auto => link.Venue.TradesAreAggregates,
            var chosen => chosen == TradeStream.AggregateTrade,
        };
        Connections =
        [
            .. feed.Kinds(TradesAreAggregates).GroupBy(feed.PathOf).SelectMany(lane => Share(link, feed, universe, lane.Key, [.. lane]))
                .Select((lane, index) => new PlannedConnection(index, lane.Streams, lane.Address)),
        ];
    }

    /// <summary>
    /// Trade ids of this process are ids of aggregates. Own bars count these then, so that their trade count is below the venue's by
    /// design;
    /// the stored row of a trade has no room for how many were in it.
    /// </summary>
    public bool TradesAreAggregates { get; }

    public IReadOnlyList<PlannedConnection> Connections { get; }

    private static IEnumerable<(PlannedStream[] Streams, Uri Address)> Share(
        VenueLink link, IMarketFeed feed, MarketUniverse universe, string path, StreamKind[] kinds)
    {
        foreach (var chunk in Enumerable.Range(0, universe.Symbols.Count).Chunk(link.Venue.Streams.StreamsPerConnection / kinds.Length))
        {
            PlannedStream[] streams =
            [
                .. from symbol in chunk from kind in kinds select new PlannedStream(
                    symbol, kind, feed.NameOf(kind, universe.Symbols[symbol])),
            ];
            yield return (streams, feed.AddressOf(link.StreamUrl, path, streams.Select(stream => stream.Name)));
        }
    }
}
