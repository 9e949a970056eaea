namespace Trading.OrderExecution.Domain;

/// <summary>Balances of one account as the venue last stated them.</summary>
internal sealed record AccountSnapshot(string Account, string Venue, IReadOnlyList<AssetBalance> Balances, DateTime SyncedAt);
