using System.Diagnostics;
using MassTransit;
using Trading.Contracts;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;

namespace Trading.Downloader.Messaging;

/// <summary>
/// Publishes what the queue holds, in its order. A message that the bus does not take is counted as lost: the next one says more.
/// </summary>
internal sealed class ProgressPublisher(
    ProgressQueue queue, IBus bus, DownloaderMetrics metrics, ILogger<ProgressPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.WatchBus(queue);
        try
        {
            await foreach (var (message, trace) in queue.Reader.ReadAllAsync(stoppingToken))
            {
                await PublishAsync(message, trace, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task PublishAsync(DownloadProgressed message, ActivityContext trace, CancellationToken stopping)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("publish progress", ActivityKind.Internal, trace);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(PublishTimeout);
        try
        {
            await bus.Publish(message, limit.Token);
        }
        catch (Exception fault) when (IsBusFault(fault, stopping))
        {
            queue.Lost();
            logger.ProgressLost(message.JobId, fault.Message);
        }
    }

    private static bool IsBusFault(Exception fault, CancellationToken stopping) =>
        fault is MassTransitException or IOException or TimeoutException or InvalidOperationException
        || (fault is OperationCanceledException && !stopping.IsCancellationRequested);
}
