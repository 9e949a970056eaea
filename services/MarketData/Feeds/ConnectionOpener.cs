using Trading.Exchanges;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Binance.Streams;
using Trading.MarketData.Processing;

namespace Trading.MarketData.Feeds;

/// <summary>Opens the sockets of the process, never more in five minutes than the venue bears.</summary>
internal sealed class ConnectionOpener(
    MarketUniverse universe, FeedPlan plan, TickChannel channel, FrameCounters counters, FeedMetrics metrics,
    VenueReachability reachability, TimeProvider clock, ILogger<ConnectionOpener> log)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly SlidingRate _attempts = new(StreamLimits.AttemptsPerWindow, StreamLimits.AttemptsWindow, clock);

    /// <summary>A connection whose buffer holds what it reads until it is released; null when the venue could not be reached or refused.</summary>
    /// <param name="onReplayEnd">See <see cref="FrameReader"/>.</param>
    public async Task<LiveConnection?> TryOpenAsync(PlannedConnection connection, Action<bool> onReplayEnd, CancellationToken cancellationToken)
    {
        await _attempts.WaitAsync(cancellationToken);
        var limits = StreamLimits.Of(plan.Market);
        MarketSocket socket;
        try
        {
            socket = await MarketSocket.ConnectAsync(connection.Address, limits.MessagesPerSecond, ConnectTimeout, clock, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.ConnectFailed(universe.Venue, connection.Index, fault.Message);
            reachability.Failed(connection.Address, fault);
            return null;
        }

        reachability.Answered(connection.Address);
        metrics.Connected();
        log.Connected(universe.Venue, connection.Index, connection.Symbols.Count);
        var buffer = new OverlapBuffer(channel);
        var reader = new FrameReader(new FrameParser(universe.Symbols, plan.TradesAreAggregates), channel, buffer, counters, onReplayEnd, clock);
        return new LiveConnection(socket, reader, buffer, limits.MaxSilence, cancellationToken);
    }
}
