namespace Trading.OrderExecution.Domain;

/// <summary>What the internal book does with an order now.</summary>
/// <param name="FillPrice">Set when it fills, quote currency.</param>
internal readonly record struct InternalDecision(decimal? FillPrice, bool Expires)
{
    public static InternalDecision Rest => new(null, false);

    public static InternalDecision Expire => new(null, true);

    public static InternalDecision FillAt(decimal price) => new(price, false);
}
