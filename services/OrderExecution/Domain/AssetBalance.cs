namespace Trading.OrderExecution.Domain;

/// <summary>Holding of one asset. <paramref name="Locked"/> is bound by open orders.</summary>
internal sealed record AssetBalance(string Asset, decimal Free, decimal Locked);
