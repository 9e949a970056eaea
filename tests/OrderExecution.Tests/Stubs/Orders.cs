using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>Builders of orders and requests.</summary>
internal static class Orders
{
    public static TradingState State(params string[] venues) =>
        new(new Markets([.. venues.DefaultIfEmpty(Venues.Simulator).Select(name => (name, (string?)null))]), new OrdersOptions());

    public static Order Draft(
        Side side = Side.Buy, decimal quantity = 1m, decimal? price = null, string symbol = "BTCUSDT", bool reduceOnly = false) =>
        new(new OrderTerms(
            Guid.NewGuid().ToString("N"), "main", symbol, side, price is null ? OrderType.Market : OrderType.Limit, TimeInForce.Gtc,
            quantity, price, null, reduceOnly, OrderRoute.Abook, null))
        {
            Id = Guid.NewGuid(),
            Venue = Venues.Simulator,
            CreatedAt = DateTime.UtcNow,
            UpdatedAt = DateTime.UtcNow,
        };

    public static object Market(string clientOrderId, string side = "buy", string quantity = "0.01", string symbol = "BTCUSDT", string route = "auto") =>
        new { clientOrderId, symbol, side, type = "market", quantity, account = "main", route };

    public static object Limit(string clientOrderId, string price, string side = "buy", string quantity = "0.01", string timeInForce = "gtc", string route = "auto") =>
        new { clientOrderId, symbol = "BTCUSDT", side, type = "limit", timeInForce, quantity, price, account = "main", route };
}
