using Trading.Exchanges;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;

namespace Trading.MarketData.Feeds;

/// <summary>Holds every planned connection open, once the state of the last run is restored.</summary>
internal sealed class MarketFeed(
    MarketUniverse universe,
    MarketDataOptions options,
    FeedPlan plan,
    TickProcessor processor,
    ConnectionOpener opener,
    Handover handover,
    RotationSchedule rotations,
    RepairQueue repairs,
    TickChannel channel,
    FeedRegistry board,
    FeedReporter reporter,
    FeedMetrics metrics,
    VenueReachability reachability,
    TimeProvider clock,
    ILogger<MarketFeed> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Begin();
        await processor.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(plan.Connections.Select(planned => new FeedConnection(
            planned, universe, options, opener, handover, rotations, repairs, channel, board, reporter, metrics, reachability, clock,
            log).RunAsync(stoppingToken)));
    }
}
