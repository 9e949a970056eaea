namespace Trading.Strategies;

/// <summary>How much an order trades. It is turned into base currency when the order is asked for, and cut to the symbol's step.</summary>
public readonly record struct Size
{
    private Size(SizeKind kind, decimal value, decimal stop = 0) => (Kind, Value, StopPrice) = (kind, value, stop);

    internal SizeKind Kind { get; }

    internal decimal Value { get; }

    internal decimal StopPrice { get; }

    /// <summary>Base currency.</summary>
    public static Size Quantity(decimal quantity) => new(SizeKind.Quantity, quantity);

    /// <summary>What an amount of quote currency pays for, costs included.</summary>
    public static Size Amount(decimal quote) => new(SizeKind.Amount, quote);

    /// <summary>What a part of the free cash pays for, costs included: above 0, at most 1.</summary>
    public static Size CashFraction(decimal fraction) => new(SizeKind.CashFraction, fraction);

    /// <summary>What a part of the equity pays for, costs included. Above 1 it needs leverage.</summary>
    public static Size EquityFraction(decimal fraction) => new(SizeKind.EquityFraction, fraction);

    /// <summary>The quantity that loses a part of the equity when the price goes from the last one to the stop.</summary>
    /// <param name="fraction">Of the equity, such as 0.01.</param>
    public static Size Risk(decimal fraction, decimal stopPrice) => new(SizeKind.Risk, fraction, stopPrice);

    /// <summary>The difference from the position to a part of the equity; it also decides the side.</summary>
    /// <param name="weight">Negative is short.</param>
    public static Size Target(decimal weight) => new(SizeKind.Target, weight);
}

internal enum SizeKind : byte
{
    None,
    Quantity,
    Amount,
    CashFraction,
    EquityFraction,
    Risk,
    Target,
}
