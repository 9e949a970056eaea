using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Connections;
using Trading.MarketData.Processing;
using Trading.MarketData.Storage;
using Trading.ServiceDefaults.Health;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Ready once the last run's state is restored; unhealthy without a venue connection for long; degraded while the store refuses writes
/// or is behind, symbols lack a connection, or the open ones bring nothing (what is fetched meanwhile is no feed).
/// </summary>
internal sealed class FeedHealth(
    TickProcessor processor,
    ConnectionHealth connections,
    StreamWatchdog watchdog,
    FeedRegistry board,
    FrameCounters frames,
    StoreWriter writer,
    VenueReachability reachability,
    TimeProvider clock)
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    public HealthCheckResult Check()
    {
        var newest = frames.NewestTicks;
        var silence = TimeSpan.FromTicks(clock.GetUtcNow().UtcTicks - newest);
        var lag = writer.Lag;
        var problem = connections.Problem();
        return !processor.Ready.IsCompletedSuccessfully
            ? HealthCheckResult.Unhealthy(reachability.Problem ?? "the state of the last run is being restored").Because(reachability.Cause)
            : problem is { Status: HealthStatus.Unhealthy } ? problem.Value
            : !writer.IsHealthy ? HealthCheckResult.Degraded("the store refuses writes, trades wait")
            : lag > LongestLag ? HealthCheckResult.Degraded(Text($"the store is {lag.TotalSeconds:0} s behind"))
            : problem is { } lacking ? lacking
            : Enumerable.Range(0, board.Count).All(symbol => board[symbol].Status == FeedStatus.Ended)
                ? HealthCheckResult.Healthy("the replay has ended")
            : newest == 0 ? HealthCheckResult.Degraded("connected, nothing has come yet")
            : silence > LongestSilence ? HealthCheckResult.Degraded(Text($"connected, nothing has come for {silence.TotalSeconds:0} s"))
            : Enumerable.Range(0, board.Count).All(watchdog.IsSilent) ? HealthCheckResult.Degraded("every symbol has a silent stream")
            : HealthCheckResult.Healthy("receiving");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
