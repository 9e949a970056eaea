namespace Trading.Exchanges.Limits;

/// <summary>A ledger's answer.</summary>
/// <param name="Granted">The weight was taken.</param>
/// <param name="Used">Weight of the window after this call.</param>
/// <param name="PausedUntil">UTC of the venue; in the past or default when nothing pauses the bucket.</param>
public readonly record struct WeightReply(bool Granted, int Used, DateTime PausedUntil);
