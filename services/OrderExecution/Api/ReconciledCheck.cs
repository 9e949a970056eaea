using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>Ready only once what is stored has been compared with the venue; degraded while outcomes are unknown.</summary>
public sealed class ReconciledCheck(ReconcileState state, VenueAccess access) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        state switch
        {
            _ when !access.IsOpen => HealthCheckResult.Healthy($"Orders to the venue are off: {access.ClosedReason}"),
            { IsReconciled: false } => HealthCheckResult.Unhealthy("Not reconciled with the venue since start."),
            { Last.Answered: false } => HealthCheckResult.Degraded("The venue left questions unanswered."),
            { Last.Unresolved: > 0 and var unresolved } => HealthCheckResult.Degraded($"{unresolved} orders wait for their outcome."),
            _ => HealthCheckResult.Healthy("Reconciled with the venue."),
        });
}
