using Trading.Contracts;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;

namespace Trading.MarketData.Recovery;

/// <summary>
/// The venue's trades over REST, in the lane of what must not wait behind history downloads: single trades, or the aggregates where
/// these are the trade feed.
/// </summary>
internal sealed class VenueTradeHistory(IVenueHistory history, FeedPlan plan) : ITradeHistory
{
    public Task<IReadOnlyList<Trade>> FromAsync(string symbol, long fromId, int limit, CancellationToken cancellationToken) =>
        AskAsync(symbol, fromId, limit, cancellationToken);

    public Task<IReadOnlyList<Trade>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken) =>
        AskAsync(symbol, fromId: null, limit, cancellationToken);

    private async Task<IReadOnlyList<Trade>> AskAsync(string symbol, long? fromId, int limit, CancellationToken cancellationToken) =>
        await history.TradesAsync(symbol, fromId, limit, RequestLane.Resync, plan.TradesAreAggregates, cancellationToken);
}
