using System.Collections.Concurrent;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <summary>The meters: weight by address and market, orders by market.</summary>
internal sealed class RateLimits
{
    private const int Patience = 10;
    private readonly SimulatorOptions _options;
    private readonly ConcurrentDictionary<(MarketKind Kind, string Address), WeightMeter> _weights = new();
    private readonly OrderMeter _spotOrders;
    private readonly OrderMeter _usdmOrders = new(300, 1200, MarketRules.Usdm.LongOrderWindow);

    public RateLimits(SimulatorOptions options, Exchange exchange)
    {
        _options = options;
        _spotOrders = new OrderMeter(options.SpotOrdersPer10Seconds, 160_000, MarketRules.Spot.LongOrderWindow);

        // The venue counts unfilled orders: the first fill of an order gives its place back.
        exchange.Journal.Listen(report =>
        {
            if (report is { Fill: not null, Order.Fills.Count: 1, Spec.Kind: MarketKind.Spot })
            {
                _spotOrders.GiveBack();
            }
        });
    }

    public OrderMeter Orders(MarketKind kind) => kind == MarketKind.Spot ? _spotOrders : _usdmOrders;

    public int WeightLimit(MarketKind kind) => kind == MarketKind.Spot ? _options.SpotWeightPerMinute : _options.UsdmWeightPerMinute;

    public WeightMeter Weight(MarketKind kind, string address) =>
        _weights.GetOrAdd((kind, address), _ => new WeightMeter(WeightLimit(kind), Patience));

    /// <summary>Every address that has asked, by market.</summary>
    public IReadOnlyList<WeightUse> Uses() =>
        [.. _weights.Select(pair => pair.Value.Use(MarketRules.Of(pair.Key.Kind).Name, pair.Key.Address))];
}
