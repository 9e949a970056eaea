using Trading.Exchanges;
using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Binance.Streams;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Shares the streams of all symbols out over connections so that none carries more than allowed: on spot a symbol's streams stay
/// together, USD-M serves books and the rest of the market at two addresses.
/// </summary>
internal sealed class FeedPlan
{
    private readonly string _venue;

    public FeedPlan(VenueOptions venue, MarketUniverse universe, MarketDataOptions options)
    {
        _venue = venue.Name;
        Market = BinanceRestRegistration.MarketOf(venue.Name);
        TradesAreAggregates = options.TradeStream switch
        {
            TradeStream.Auto => Market == BinanceMarket.Usdm,
            var chosen => chosen == TradeStream.AggregateTrade,
        };
        Connections =
        [
            .. Kinds().GroupBy(kind => StreamNames.Prefix(Market, kind)).SelectMany(lane => Share(venue, universe, lane.Key, [.. lane]))
                .Select((lane, index) => new PlannedConnection(index, lane.Streams, lane.Address)),
        ];
    }

    public BinanceMarket Market { get; }

    /// <summary>
    /// Trade ids of this process are ids of aggregates. Own bars count these then, so that their trade count is below the venue's by design;
    /// the stored row of a trade has no room for how many were in it.
    /// </summary>
    public bool TradesAreAggregates { get; }

    public IReadOnlyList<PlannedConnection> Connections { get; }

    /// <summary>The same of any venue's stored trades; of one that this process does not record, as it is recorded by default.</summary>
    public bool AreAggregates(string venue) =>
        string.Equals(venue, _venue, StringComparison.Ordinal) ? TradesAreAggregates : BinanceRestRegistration.MarketOf(venue) == BinanceMarket.Usdm;

    private IEnumerable<StreamKind> Kinds()
    {
        StreamKind[] both = [TradesAreAggregates ? StreamKind.AggregateTrade : StreamKind.Trade, StreamKind.BookTicker, StreamKind.Depth, StreamKind.Kline];
        return Market == BinanceMarket.Usdm ? [.. both, StreamKind.MarkPrice] : both;
    }

    private static IEnumerable<(PlannedStream[] Streams, Uri Address)> Share(VenueOptions venue, MarketUniverse universe, string prefix, StreamKind[] kinds)
    {
        foreach (var chunk in Enumerable.Range(0, universe.Symbols.Count).Chunk(StreamLimits.StreamsPerConnection / kinds.Length))
        {
            PlannedStream[] streams =
            [
                .. from symbol in chunk from kind in kinds select new PlannedStream(symbol, kind, StreamNames.Of(kind, universe.Symbols[symbol])),
            ];
            yield return (streams, StreamNames.Combined(venue.StreamUrl, prefix, streams.Select(stream => stream.Name)));
        }
    }
}
