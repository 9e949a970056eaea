using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>As ready as the worst of the venues; of several each is named. See <see cref="VenueReadiness"/>.</summary>
internal sealed class ReconciledCheck(OrderVenues venues) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var checks = venues.All<VenueReadiness>().Select(venue => (venue.Venue, Result: venue.Check())).ToList();
        var worst = checks.MinBy(check => check.Result.Status).Result;
        return Task.FromResult(
            checks.Count == 1
                ? worst
                : new HealthCheckResult(
                    worst.Status, string.Join(' ', checks.Select(check => $"{check.Venue}: {check.Result.Description}")),
                    data: worst.Data));
    }
}
