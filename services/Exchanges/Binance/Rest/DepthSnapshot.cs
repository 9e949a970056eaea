namespace Trading.Exchanges.Binance.Rest;

/// <summary>A book as REST gives it: best price first on both sides.</summary>
/// <param name="LastUpdateId">Id of the last change that the snapshot holds.</param>
public sealed record DepthSnapshot(long LastUpdateId, IReadOnlyList<PriceLevel> Bids, IReadOnlyList<PriceLevel> Asks);
