namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>A depth snapshot found in a recording, in units of 10^-8, best first as recorded.</summary>
internal sealed record RecordedSnapshot(long LastUpdateId, IReadOnlyList<(long Price, long Quantity)> Bids, IReadOnlyList<(long Price, long Quantity)> Asks);
