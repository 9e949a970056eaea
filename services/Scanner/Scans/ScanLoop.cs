using System.Data.Common;
using MassTransit;

namespace Trading.Scanner.Scans;

/// <summary>Scans every configured symbol of a venue each period.</summary>
internal sealed class ScanLoop(
    ScanService scans,
    IBus bus,
    ScannerOptions options,
    ScannerMetrics metrics,
    TimeProvider clock,
    ILogger<ScanLoop> logger) : BackgroundService
{
    private DateTime? _newestBar;

    /// <summary>When the last periodic scan got through (UTC); the start before the first.</summary>
    public DateTime LastScanAt { get; private set; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>
    /// When a scan last saw a newer bar than the one before (UTC, this process's clock: a replayed tape carries old times); the start
    /// before the first.
    /// </summary>
    public DateTime LastInputAt { get; private set; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>Why the latest periodic scan did not get through; null after one that did.</summary>
    public string? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.PeriodSeconds == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.PeriodSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var results = await scans.ScanAsync(scans.Symbols, bus, stoppingToken);
                (LastScanAt, Failure) = (clock.GetUtcNow().UtcDateTime, null);
                if (results.Max(result => result.BarTime) is { } newest && !(newest <= _newestBar))
                {
                    (_newestBar, LastInputAt) = (newest, LastScanAt);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The database or the broker does not answer: the next period tries again.
                var part = exception is DbException ? "database" : "broker";
                Failure = $"{part}: {exception.Message}";
                metrics.Failed(part);
                logger.ScanFailed(exception);
            }
        }
    }
}
