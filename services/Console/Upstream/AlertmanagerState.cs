namespace Trading.WebConsole.Upstream;

/// <param name="State"><c>none</c> (there is none here), <c>away</c> or <c>answers</c>.</param>
/// <param name="Problem">For people; null while it answers.</param>
/// <param name="Since">UTC, when this state was first seen.</param>
public sealed record AlertmanagerState(string State, string? Problem, DateTime Since);
