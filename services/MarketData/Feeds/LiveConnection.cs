using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;

namespace Trading.MarketData.Feeds;

/// <summary>One open socket and the loop that reads it.</summary>
internal sealed class LiveConnection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly MarketSocket _socket;
    private readonly FrameReader _reader;
    private readonly IMarketFeed _feed;
    private readonly CancellationTokenSource _stopping;
    private bool _disposed;

    public LiveConnection(
        MarketSocket socket, FrameReader reader, OverlapBuffer buffer, IMarketFeed feed, TimeSpan maxSilence, CancellationToken stopping)
    {
        (_socket, _reader, Buffer, _feed) = (socket, reader, buffer, feed);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Ended = ReadAsync(maxSilence);
    }

    /// <summary>What it has read, on its way to processing.</summary>
    public OverlapBuffer Buffer { get; }

    /// <summary>Completes when the connection is of no use any more; never faults.</summary>
    public Task<FeedEnd> Ended { get; }

    /// <summary>The venue has sent the last message of a recording.</summary>
    public bool HasReplayEnded => _reader.HasReplayEnded;

    /// <summary>Completes when the venue announces that it will close this connection.</summary>
    public Task ShutdownAnnounced => _reader.ShutdownAnnounced;

    /// <summary>Ends the streams' subscriptions and takes them again.</summary>
    /// <param name="id">Of the first of the two commands.</param>
    /// <exception cref="IOException">The connection is broken; its loop ends by itself.</exception>
    public async Task ResubscribeAsync(IReadOnlyCollection<string> streams, long id, CancellationToken cancellationToken)
    {
        await _socket.CommandAsync(_feed.Unsubscribe(streams, id), cancellationToken);
        await _socket.CommandAsync(_feed.Subscribe(streams, id + 1), cancellationToken);
    }

    /// <summary>
    /// Reads no further and closes. A read that still waited for its place in the channel is lost: a successor has it too.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await SayGoodByeAsync();
        await _stopping.CancelAsync();
        await Ended;
        await _socket.DisposeAsync();
        Buffer.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Before the reading ends: a read that is given up takes the socket with it.</summary>
    private async Task SayGoodByeAsync()
    {
        using var limit = new CancellationTokenSource(CloseTimeout);
        try
        {
            await _socket.CloseAsync(limit.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end has gone first, or does not read: there is no one to inform.
        }
    }

    private async Task<FeedEnd> ReadAsync(TimeSpan maxSilence)
    {
        try
        {
            return await _reader.RunAsync(_socket, maxSilence, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return FeedEnd.Stopped;
        }
    }
}
