using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.MarketData.Processing;
using Trading.MarketData.Storage;

namespace Trading.MarketData.Feeds;

/// <summary>Ready once the last run's state is restored; degraded while no venue connection is open or the store refuses writes.</summary>
internal sealed class FeedCheck(TickProcessor processor, FeedBoard board, StoreWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !processor.Ready.IsCompletedSuccessfully ? HealthCheckResult.Unhealthy("the state of the last run is being restored")
        : !writer.IsHealthy ? HealthCheckResult.Degraded("the store refuses writes, trades wait")
        : board.OpenConnections == 0 ? HealthCheckResult.Degraded("no venue connection is open")
        : HealthCheckResult.Healthy("receiving"));
}
