using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Limits;

namespace Trading.MarketData.Backfill;

/// <summary>The venue's trades over REST, in the lane of what must not wait behind history downloads.</summary>
public sealed class VenueTradeHistory(BinanceRestClient rest) : ITradeHistory
{
    public async Task<IReadOnlyList<Trade>> FromAsync(string symbol, long fromId, int limit, CancellationToken cancellationToken) =>
        await rest.HistoricalTradesAsync(symbol, fromId, limit, RequestLane.Resync, cancellationToken);

    public async Task<IReadOnlyList<Trade>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken) =>
        await rest.RecentTradesAsync(symbol, limit, RequestLane.Resync, cancellationToken);
}
