using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>A generated market with an account, without a server around it.</summary>
internal sealed class Markets
{
    public const long StartUs = 1_750_000_000_000_000;

    private Markets(long seed, double ordersPerSecond, MarketKind kind, string symbol)
    {
        Account.Deposit("USDT", 1_000_000);
        Account.Deposit("BTC", 10);
        var spec = MarketSpec.Of(kind, symbol);
        Market = new GeneratedMarket(
            spec, (ulong)seed, new History(spec, (ulong)seed, ordersPerSecond, StartUs, StartUs), StartUs, [], ordersPerSecond, 10, 200, 1_000_000, _ => { },
            new SpotSettlement(Account, spec.BaseAsset, spec.QuoteAsset));
        Market.Feed = Feed = new SilentFeed(Market);
        Market.Open();
    }

    public SilentFeed Feed { get; }

    public SpotAccount Account { get; } = new(0.001m, 0.001m);

    public GeneratedMarket Market { get; }

    public static Markets Spot(long seed = 7, double ordersPerSecond = 50) => new(seed, ordersPerSecond, MarketKind.Spot, "BTCUSDT");

    public Markets Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Market.Step();
        }

        return this;
    }

    public (ClientOrder Order, VenueError? Refusal) Place(
        Side side, OrderKind kind, decimal quantity, decimal price = 0, TimeInForce force = TimeInForce.Gtc, decimal stop = 0, string? id = null)
    {
        var order = new ClientOrder
        {
            Symbol = Market.Spec.Symbol,
            ClientOrderId = id ?? Guid.NewGuid().ToString("N"),
            Side = side,
            Kind = kind,
            TimeInForce = force,
            Quantity = E8.From(quantity),
            Price = E8.From(price),
            StopPrice = E8.From(stop),
        };
        var refusal = Market.Orders.Place(order);
        Market.Settle();
        return (order, refusal);
    }
}
