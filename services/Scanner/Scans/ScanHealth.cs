using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Contracts;
using Trading.Exchanges;

namespace Trading.Scanner.Scans;

/// <summary>
/// Degraded while the periodic scan does not get through, or sees no newer bar: what is shown is old then, but nothing else suffers. No
/// newer bar is expected of a replay that has ended.
/// </summary>
internal sealed class ScanHealth(ScanLoop loop, ReplayEnd replay, ScannerOptions options, TimeProvider clock)
{
    private const int MissedPeriods = 3;

    public HealthCheckResult Check() =>
        options.PeriodSeconds > 0 && Stale(clock.GetUtcNow().UtcDateTime) is { } stale
            ? HealthCheckResult.Degraded(stale)
            : HealthCheckResult.Healthy(
                (options.PeriodSeconds > 0 ? "scans run" : "scans run on request") + (replay.HasEnded ? "; " + ReplayEnd.Text : ""));

    private string? Stale(DateTime now)
    {
        var period = TimeSpan.FromSeconds(options.PeriodSeconds);
        if (now - loop.LastScanAt is var silence && silence > MissedPeriods * period)
        {
            return $"no scan for {silence.TotalSeconds:0} s" + (loop.Failure is { } failure ? $" ({failure})" : "");
        }

        if (replay.HasEnded)
        {
            return null;
        }

        var patience = TimeSpan.FromSeconds(options.StaleInputSeconds) + period + BarInterval.Parse(options.Interval).Duration;
        return now - loop.LastInputAt is var age && age > patience ? $"no newer bar for {age.TotalSeconds:0} s" : null;
    }
}
