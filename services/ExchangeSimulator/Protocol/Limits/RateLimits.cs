using System.Collections.Concurrent;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>The meters: weight by address and market, orders by market.</summary>
internal sealed class RateLimits
{
    private const int Patience = 10;
    private readonly SimulatorOptions _options;
    private readonly ConcurrentDictionary<(MarketKind, string), WeightMeter> _weights = new();

    public RateLimits(SimulatorOptions options, Exchange exchange)
    {
        _options = options;
        SpotOrders = new OrderMeter(options.SpotOrdersPer10Seconds, 160_000, TimeSpan.FromDays(1));

        // The venue counts unfilled orders: the first fill of an order gives its place back.
        exchange.Journal.Listen(report =>
        {
            if (report is { Fill: not null, Order.Fills.Count: 1 } && report.Market.Spec.Kind == MarketKind.Spot)
            {
                SpotOrders.GiveBack();
            }
        });
    }

    public OrderMeter SpotOrders { get; }

    public OrderMeter UsdmOrders { get; } = new(300, 1200, TimeSpan.FromMinutes(1));

    public int WeightLimit(MarketKind kind) => kind == MarketKind.Spot ? _options.SpotWeightPerMinute : _options.UsdmWeightPerMinute;

    public WeightMeter Weight(MarketKind kind, string address) =>
        _weights.GetOrAdd((kind, address), _ => new WeightMeter(WeightLimit(kind), Patience));

    /// <summary>Every address that has asked, by market.</summary>
    public IReadOnlyList<WeightUse> Accounts() =>
        [.. _weights.Select(pair => pair.Value.Account(pair.Key.Item1 == MarketKind.Spot ? "spot" : "usdm", pair.Key.Item2))];

    public OrderMeter Orders(MarketKind kind) => kind == MarketKind.Spot ? SpotOrders : UsdmOrders;
}
