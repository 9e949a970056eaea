using Trading.Exchanges;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Feeds;

/// <summary>Opens the sockets of the process, never more in five minutes than the venue bears.</summary>
internal sealed class ConnectionOpener(
    MarketUniverse universe, FeedPlan plan, VenueDescription venue, IMarketFeed feed, TickChannel channel, FrameCounters counters,
    FeedMetrics metrics,
    VenueReachability reachability, TimeProvider clock, ILogger<ConnectionOpener> log)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly SlidingRate _attempts = new(venue.Streams.Attempts, venue.Streams.AttemptsWindow, clock);

    /// <summary>
    /// A connection whose buffer holds what it reads until it is released; null when the venue could not be reached or refused.
    /// </summary>
    /// <param name="onReplayEnd">See <see cref="FrameReader"/>.</param>
    public async Task<LiveConnection?> TryOpenAsync(
        PlannedConnection connection, Action<bool> onReplayEnd, CancellationToken cancellationToken)
    {
        await _attempts.WaitAsync(cancellationToken);
        MarketSocket? socket = null;
        try
        {
            socket = await MarketSocket.ConnectAsync(
                connection.Address, venue.Streams.MessagesPerSecond, ConnectTimeout, clock, cancellationToken);
            foreach (var command in feed.Opening([.. connection.Streams.Select(stream => stream.Name)]))
            {
                await socket.CommandAsync(command, cancellationToken);
            }
        }
        catch (Exception fault) when (
            fault is HttpRequestException or IOException
                || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.ConnectFailed(universe.Venue, connection.Index, fault.Message);
            reachability.Failed(connection.Address, fault);
            await (socket?.DisposeAsync() ?? default);
            return null;
        }

        reachability.Answered(connection.Address);
        metrics.Connected();
        log.Connected(universe.Venue, connection.Index, connection.Symbols.Count);
        var buffer = new OverlapBuffer(channel);
        var reader = new FrameReader(
            feed.CreateParser(universe.Symbols, plan.TradesAreAggregates), channel, buffer, counters, onReplayEnd, clock);
        return new LiveConnection(socket, reader, buffer, feed, venue.Streams.MaxSilence, cancellationToken);
    }
}
