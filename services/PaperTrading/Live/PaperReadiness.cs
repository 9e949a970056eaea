using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Health;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Ready when the strategies are loaded. Degraded while strategies run and market data does not come: what is shown is old then, and the
/// service itself can do nothing about it. Nothing is expected of a replay that has ended.
/// </summary>
internal sealed class PaperReadiness(SessionBook book, InputAge input, StrategyDesk desk, PaperOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!desk.IsOpen)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("strategies are not loaded yet"));
        }

        var running = book.Definitions.Where(strategy => strategy.State == StrategyState.Running).ToList();
        return Task.FromResult(
            running.Count > 0 && Stale(running) is { } stale ? HealthCheckResult.Degraded(stale).Because(input.FeedProblem)
            : Faulted() is { } faulted ? HealthCheckResult.Degraded(faulted)
            : HealthCheckResult.Healthy($"strategies running: {running.Count}{(input.HasEnded ? "; " + ReplayEnd.Text : "")}"));
    }

    private string? Faulted()
    {
        var faulted = book.Definitions.Where(strategy => strategy.State == StrategyState.Faulted).ToList();
        return faulted.Count == 0
            ? null
            : string.Join(
                "; ", faulted.Select(strategy => $"strategy {strategy.Id} is stopped by {strategy.Fault?.Type}: {strategy.Fault?.Message}"));
    }

    private string? Stale(IEnumerable<StrategyDefinition> running)
    {
        if (input.HasEnded)
        {
            return null;
        }

        var patience = TimeSpan.FromSeconds(options.StaleInputSeconds);
        if (input.OfTicks > patience)
        {
            return $"no tick for {input.OfTicks.TotalSeconds:0} s{(input.FeedProblem is { } problem ? $": {problem}" : "")}";
        }

        foreach (var interval in running.Select(strategy => strategy.Interval).Distinct())
        {
            if (input.OfBars(interval) is var age && age > patience + interval.Duration)
            {
                return $"no bar of {interval.Code} for {age.TotalSeconds:0} s";
            }
        }

        return null;
    }
}
