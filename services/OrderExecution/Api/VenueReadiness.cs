using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges;
using Trading.OrderExecution.Execution;
using Trading.ServiceDefaults.Health;

namespace Trading.OrderExecution.Api;

/// <summary>
/// Whether one venue has stated balances and order rules and what is stored has been compared with it; degraded while outcomes are
/// unknown or balances differ.
/// </summary>
internal sealed class VenueReadiness(
    ReconcileState state,
    AccountSync account,
    InstrumentCache instruments,
    BalanceState balances,
    VenueAccess access,
    ReplayEnd replay,
    VenueReachability reachability)
{
    public string Venue => access.Name;

    public HealthCheckResult Check() => state switch
    {
        _ when !access.IsOpen => HealthCheckResult.Healthy($"Orders to the venue are off: {access.ClosedReason}"),
        { IsReconciled: false } when reachability.ProblemAt(access.RestUrl) is { } problem =>
            HealthCheckResult.Unhealthy(problem).Because(reachability.CauseAt(access.RestUrl)),
        _ when !account.IsRead => HealthCheckResult.Unhealthy("The venue has not stated the account's balances since start."),
        _ when !instruments.IsLoaded => HealthCheckResult.Unhealthy("The venue has not stated its order rules since start."),
        { IsReconciled: false } => HealthCheckResult.Unhealthy("Not reconciled with the venue since start."),
        { Last.Answered: false } =>
            HealthCheckResult.Degraded(reachability.ProblemAt(access.RestUrl) ?? "The venue left questions unanswered.")
            .Because(reachability.CauseAt(access.RestUrl)),
        { Last.Unresolved: > 0 and var unresolved } => HealthCheckResult.Degraded($"{unresolved} orders wait for their outcome."),
        _ when balances.Differences is { Count: > 0 } differences => HealthCheckResult.Degraded(
            $"Balances differ from what fills explain: {string.Join(", ", differences.Select(difference => difference.Asset))}."),
        _ => HealthCheckResult.Healthy($"Reconciled with the venue{(replay.HasEnded ? "; " + ReplayEnd.Text : "")}."),
    };
}
