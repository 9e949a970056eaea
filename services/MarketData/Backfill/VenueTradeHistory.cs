using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Limits;
using Trading.MarketData.Feeds;

namespace Trading.MarketData.Backfill;

/// <summary>
/// The venue's trades over REST, in the lane of what must not wait behind history downloads: single trades, or the aggregates where
/// these are the trade feed.
/// </summary>
internal sealed class VenueTradeHistory(BinanceRestClient rest, FeedPlan plan, TimeProvider clock) : ITradeHistory
{
    public async Task<IReadOnlyList<Trade>> FromAsync(string symbol, long fromId, int limit, CancellationToken cancellationToken) =>
        plan.TradesAreAggregates
            ? Trades(await rest.AggTradesFromIdAsync(symbol, fromId, limit, RequestLane.Resync, cancellationToken))
            : await rest.HistoricalTradesAsync(symbol, fromId, limit, RequestLane.Resync, cancellationToken);

    public async Task<IReadOnlyList<Trade>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken) =>
        plan.TradesAreAggregates
            ? Trades(await rest.NewestAggTradesAsync(symbol, limit, RequestLane.Resync, cancellationToken))
            : await rest.RecentTradesAsync(symbol, limit, RequestLane.Resync, cancellationToken);

    /// <summary>An aggregate as a trade: its id is the aggregate's, as in the archives of the venue.</summary>
    private List<Trade> Trades(List<AggregateTrade> aggregates)
    {
        var received = clock.GetUtcNow().UtcDateTime;
        return aggregates.ConvertAll(aggregate => new Trade(aggregate.Id, aggregate.Price, aggregate.Quantity, aggregate.Side, aggregate.Time, received));
    }
}
