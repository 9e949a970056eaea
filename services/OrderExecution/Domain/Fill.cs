using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>Money that has moved. Its natural key is venue, symbol and <paramref name="FillId"/>.</summary>
/// <param name="Price">Quote currency.</param>
/// <param name="Quantity">Base currency, above 0.</param>
internal sealed record Fill(
    string FillId,
    decimal Price,
    decimal Quantity,
    decimal Fee,
    string FeeAsset,
    Liquidity Liquidity,
    DateTime FilledAt);
