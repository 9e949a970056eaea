namespace Trading.WebConsole.Upstream;

/// <param name="State"><c>none</c> (there is none here), <c>away</c> or <c>answers</c>.</param>
/// <param name="Problem">For people; null while it answers.</param>
/// <param name="Since">UTC, when this state was first seen.</param>
/// <param name="DriftSeconds">How long live and paper differ before the drift is an event of the product: the banner waits as long.</param>
internal sealed record AlertmanagerState(string State, string? Problem, DateTime Since, int DriftSeconds);
