namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>Where a replay stands.</summary>
/// <param name="State"><c>idle</c>, <c>waiting</c> for a subscriber, <c>running</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="Frames">Recorded messages passed so far, listened to or not.</param>
/// <param name="Time">UTC, where it is in the recording's own time; null without a replay.</param>
/// <param name="EndedAt">UTC by our clock, when the last message was sent; null until then.</param>
/// <param name="Problem">Why it has failed; null unless it has.</param>
internal sealed record ReplayState(
    string? File,
    string Speed,
    string State,
    long Frames,
    long Trades,
    IReadOnlyList<string> Symbols,
    DateTime? Time = null,
    DateTime? EndedAt = null,
    string? Problem = null);
