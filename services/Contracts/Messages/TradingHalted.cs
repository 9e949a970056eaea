namespace Trading.Contracts;

/// <summary>The kill switch was thrown (or released: <see cref="Halted"/> false).</summary>
public sealed record TradingHalted
{
    public required bool Halted { get; init; }

    public required string Reason { get; init; }

    /// <summary>Name of the API key's role or of the rule that did it.</summary>
    public required string By { get; init; }

    public required DateTime At { get; init; }
}
