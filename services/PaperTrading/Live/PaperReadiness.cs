using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.PaperTrading.Live;

/// <summary>Ready when the strategies are loaded; degraded while a running one gets no bars although it should.</summary>
public sealed class PaperReadiness(SessionBook book, PaperEngine engine, StrategyDesk desk, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!desk.IsOpen)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("strategies are not loaded yet"));
        }

        var running = book.Definitions.Where(strategy => strategy.State == StrategyState.Running).ToList();
        var silence = clock.GetUtcNow().UtcDateTime - engine.LastBarAt;
        return Task.FromResult(
            running.Count > 0 && silence > Patience + running.Min(strategy => strategy.Interval.Duration)
                ? HealthCheckResult.Degraded($"no bar for {silence.TotalSeconds:0} s")
                : HealthCheckResult.Healthy($"{running.Count} strategies run"));
    }
}
