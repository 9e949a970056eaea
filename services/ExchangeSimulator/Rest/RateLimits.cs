using System.Collections.Concurrent;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Rest;

/// <summary>The meters: weight by address and market, orders by market.</summary>
public sealed class RateLimits(SimulatorOptions options)
{
    private const int Patience = 10;
    private readonly ConcurrentDictionary<(MarketKind, string), WeightMeter> _weights = new();

    public OrderMeter SpotOrders { get; } = new(options.SpotOrdersPer10Seconds, 160_000, TimeSpan.FromDays(1));

    public OrderMeter UsdmOrders { get; } = new(300, 1200, TimeSpan.FromMinutes(1));

    public int WeightLimit(MarketKind kind) => kind == MarketKind.Spot ? options.SpotWeightPerMinute : options.UsdmWeightPerMinute;

    public WeightMeter Weight(MarketKind kind, string address) =>
        _weights.GetOrAdd((kind, address), _ => new WeightMeter(WeightLimit(kind), Patience));

    public OrderMeter Orders(MarketKind kind) => kind == MarketKind.Spot ? SpotOrders : UsdmOrders;
}
