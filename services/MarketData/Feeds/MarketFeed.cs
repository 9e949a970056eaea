using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Binance.Streams;
using Trading.MarketData.Processing;

namespace Trading.MarketData.Feeds;

/// <summary>Holds every planned connection open: the one place that connects again, with growing, jittered waits.</summary>
public sealed class MarketFeed(
    MarketUniverse universe,
    VenueOptions venue,
    MarketDataOptions options,
    TickProcessor processor,
    TickChannel channel,
    FeedBoard board,
    FrameCounters counters,
    FeedReporter reporter,
    MarketDataMetrics metrics,
    TimeProvider clock,
    ILogger<MarketFeed> log) : BackgroundService
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);

    // A connection that lasted this long was a good one.
    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await processor.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(FeedPlan.For(venue.StreamUrl, universe.Symbols).Select(plan => HoldAsync(plan, stoppingToken)));
    }

    private async Task HoldAsync(PlannedConnection plan, CancellationToken cancellationToken)
    {
        var backoff = new ReconnectBackoff(FirstBackoff, TimeSpan.FromSeconds(options.MaxReconnectSeconds), Random.Shared);
        for (var first = true; !cancellationToken.IsCancellationRequested; first = false)
        {
            if (!first)
            {
                metrics.Reconnect();
            }

            Change(plan, FeedStatus.Connecting);
            var started = clock.GetTimestamp();
            await ConnectAndReadAsync(plan, cancellationToken);
            if (clock.GetElapsedTime(started) > Proven)
            {
                backoff.Reset();
            }

            await Task.Delay(backoff.Next(), clock, cancellationToken);
        }
    }

    private async Task ConnectAndReadAsync(PlannedConnection plan, CancellationToken cancellationToken)
    {
        MarketSocket socket;
        try
        {
            socket = await MarketSocket.ConnectAsync(plan.Address, ConnectTimeout, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Change(plan, FeedStatus.Disconnected);
            log.ConnectFailed(universe.Venue, plan.Index, fault.Message);
            return;
        }

        await using (socket)
        {
            metrics.Connected();
            board.Opened(plan.Index);
            await channel.WriteAsync(new PipelineCommand.Restarted(plan.Symbols), cancellationToken);
            Change(plan, FeedStatus.Connected);
            log.Connected(universe.Venue, plan.Index, plan.Symbols.Count);
            try
            {
                var reader = new FrameReader(new FrameParser(universe.Symbols), channel, counters, clock);
                var end = await reader.RunAsync(socket, StreamNames.MaxSilence(universe.Venue), cancellationToken);
                log.Disconnected(universe.Venue, plan.Index, end);
            }
            finally
            {
                board.Closed(plan.Index);
                metrics.Disconnected();
                Change(plan, FeedStatus.Disconnected);
            }
        }
    }

    private void Change(PlannedConnection plan, FeedStatus status)
    {
        foreach (var symbol in plan.Symbols)
        {
            if (board.Change(symbol, status))
            {
                reporter.Report(symbol, clock.GetUtcNow().UtcDateTime);
            }
        }
    }
}
