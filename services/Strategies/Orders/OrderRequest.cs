using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>An order as a strategy asks for it. Prices are quote currency.</summary>
public sealed record OrderRequest
{
    /// <summary>Not read with <see cref="Size.Target"/>, which decides it.</summary>
    public Side Side { get; init; }

    public OrderKind Kind { get; init; }

    public required Size Size { get; init; }

    /// <summary>Of a limit and a stop-limit.</summary>
    public decimal? Price { get; init; }

    /// <summary>Of a stop, a stop-limit and a take-profit.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>Distance of a trailing stop from the best price, as a fraction of it.</summary>
    public decimal? TrailingFraction { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// <summary>It never opens or turns a position; what is more than the position is cut off.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Price of a stop that guards what this order opens. With <see cref="TakeProfit"/> one cancels the other.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Price of a limit that takes the profit of what this order opens.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>The strategy's own word for it; kept with the order and its fills.</summary>
    public string? Tag { get; init; }

    /// <summary>What contradicts itself in the request; null when nothing does.</summary>
    internal string? Problem() => this switch
    {
        { Kind: OrderKind.Limit or OrderKind.StopLimit, Price: not > 0 } => $"A {Kind} order needs a Price above 0.",
        { Kind: OrderKind.Stop or OrderKind.StopLimit or OrderKind.TakeProfit, StopPrice: not > 0 } =>
            $"A {Kind} order needs a StopPrice above 0.",
        { Kind: OrderKind.TrailingStop, TrailingFraction: not (> 0 and < 1) } =>
            "A TrailingStop order needs a TrailingFraction above 0 and below 1.",
        { Size.Kind: SizeKind.None } => "An order needs a Size.",
        { Size: { Kind: not SizeKind.Target, Value: < 0 } } => "The size of an order is not below 0.",
        { Size.Kind: SizeKind.Target, ReduceOnly: true } => "A target weight decides the side and is not reduce-only.",
        { TimeInForce: not TimeInForce.Gtc, Kind: not OrderKind.Limit } => "A time in force other than Gtc belongs to a Limit order.",
        { StopLoss: <= 0 } or { TakeProfit: <= 0 } => "StopLoss and TakeProfit are above 0.",
        _ => null,
    };
}
