using Trading.Contracts;

namespace Trading.Exchanges.Orders;

/// <summary>One fill as the venue states it.</summary>
/// <param name="FillId">Unique per venue and symbol.</param>
public sealed record VenueFill(
    string FillId,
    decimal Price,
    decimal Quantity,
    decimal Fee,
    string FeeAsset,
    Liquidity Liquidity,
    DateTime FilledAt);
