using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Orders;

/// <summary>Order clients of a venue on a local socket.</summary>
internal static class OrderClients
{
    public static TradingSettings Options(Uri url) =>
        new() { Venue = "simulator", RestUrl = url, UserStreamUrl = new UriBuilder(url) { Scheme = "ws", Path = "/ws-api/v3" }.Uri, ApiKey = "key", ApiSecret = "secret" };

    public static WeightGate Gate(IWeightLedger? ledger = null) =>
        new(new WeightBudget("spot", 6000, TimeSpan.FromMinutes(1)), ledger ?? new MemoryWeightLedger(), TimeProvider.System);

    public static BinanceOrderClient Of(
        TradingSettings options,
        WeightGate? gate = null,
        RestMetrics? metrics = null,
        VenueReachability? reachability = null,
        ILogger<BinanceOrderClient>? logger = null) => new(
            options,
            new ServerClock(TimeProvider.System),
            gate ?? Gate(),
            metrics ?? new RestMetrics(),
            reachability ?? new VenueReachability(TimeProvider.System),
            logger ?? NullLogger<BinanceOrderClient>.Instance,
            TimeProvider.System);
}
