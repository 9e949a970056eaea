using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.Scanner.Scans;

/// <summary>Degraded while the periodic scan does not get through: what is shown is old then, but nothing else suffers.</summary>
public sealed class ScannerReadiness(ScanLoop loop, ScannerOptions options, TimeProvider clock) : IHealthCheck
{
    private const int MissedPeriods = 3;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silence = clock.GetUtcNow().UtcDateTime - loop.LastScanAt;
        return Task.FromResult(
            options.PeriodSeconds > 0 && silence > TimeSpan.FromSeconds(MissedPeriods * options.PeriodSeconds)
                ? HealthCheckResult.Degraded($"no scan for {silence.TotalSeconds:0} s")
                : HealthCheckResult.Healthy("scans run"));
    }
}
