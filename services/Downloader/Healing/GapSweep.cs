using MassTransit;
using Trading.Contracts;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Venues;
using Trading.MarketStore.Gaps;

namespace Trading.Downloader.Healing;

/// <summary>
/// Looks for open gaps of every venue of the run that are not healed yet: a message may have been lost, and a venue may be back.
/// </summary>
internal sealed class GapSweep(
    IGapLedger store,
    GapHealer healer,
    IBus bus,
    VenueCatalog venues,
    DownloaderOptions options,
    TimeProvider time,
    ILogger<GapSweep> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.GapSweepSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                // Each by itself: a venue that does not answer holds up no other.
                await Task.WhenAll(venues.Run.Select(venue => SweepAsync(venue.Name, stoppingToken)));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SweepAsync(string venue, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever found a gap may heal it at once; what is older than a sweep was left.
            var before = time.GetUtcNow().UtcDateTime.AddSeconds(-options.GapSweepSeconds);
            foreach (var gap in await store.ListGapsAsync(new GapFilter(GapState.Open, venue), cancellationToken))
            {
                if (gap.DetectedAt < before && await healer.HealAsync(gap, cancellationToken) is { } completed)
                {
                    await bus.Publish(completed, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.WorkerFailed(exception, options.GapSweepSeconds * 1000L);
        }
    }
}
