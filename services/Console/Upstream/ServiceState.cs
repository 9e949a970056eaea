namespace Trading.WebConsole.Upstream;

/// <summary>Health of one service as the console sees it.</summary>
/// <param name="Name">In kebab case, as in logs and metrics.</param>
/// <param name="State"><c>healthy</c>, <c>degraded</c>, <c>unhealthy</c> (it answers) or <c>away</c> (it does not).</param>
/// <param name="Since">UTC, when this state began or was first seen.</param>
/// <param name="Problem">For people; it may count down to the next try.</param>
/// <param name="Checks">Readiness checks that are not healthy.</param>
/// <param name="Cause">What is behind it, in the same words in every service that suffers from it; null when it is not said.</param>
internal sealed record ServiceState(
    string Name, string State, DateTime Since, string? Problem, IReadOnlyList<string> Checks, string? Cause = null);
