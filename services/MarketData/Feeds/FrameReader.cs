using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Feeds;

/// <summary>Reads one connection until it ends: every socket read becomes one batch of parsed frames.</summary>
/// <param name="onEnd">Called with true when a recording has come to its end, and with false when messages come again.</param>
internal sealed class FrameReader(
    IFrameParser parser, TickChannel channel, OverlapBuffer output, FrameCounters counters, Action<bool> onEnd, TimeProvider clock)
{
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _replayEnded;

    /// <summary>The venue has sent the last message of a recording.</summary>
    public bool HasReplayEnded => _replayEnded;

    /// <summary>Completes when the venue announces that it will close this connection.</summary>
    public Task ShutdownAnnounced => _announced.Task;

    /// <summary>Runs until the venue closes, is silent for too long or breaks the protocol; returns which.</summary>
    public async Task<FeedEnd> RunAsync(MarketSocket socket, TimeSpan maxSilence, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (true)
        {
            silence.CancelAfter(maxSilence);
            try
            {
                if (!await socket.FillAsync(silence.Token))
                {
                    return FeedEnd.ClosedByVenue;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return FeedEnd.Silent;
            }
            catch (IOException)
            {
                return FeedEnd.Broken;
            }

            var batch = channel.Rent();
            batch.ReceivedTicks = clock.GetUtcNow().UtcTicks;
            var (end, pong) = Take(socket, batch);
            if (batch.IsEmpty)
            {
                channel.Return(batch);
            }
            else
            {
                await output.WriteAsync(batch, cancellationToken);
            }

            if (pong is not null && !await TryPongAsync(socket, pong, cancellationToken))
            {
                return FeedEnd.Broken;
            }

            if (end is { } reason)
            {
                return reason;
            }
        }
    }

    /// <summary>
    /// Parses all whole messages that are in the buffer. Of several pings only the last wants its answer (RFC 6455, 5.5.3).
    /// </summary>
    private (FeedEnd? End, byte[]? Pong) Take(MarketSocket socket, FrameBatch batch)
    {
        FeedEnd? end = null;
        byte[]? pong = null;
        var (frames, rejected, ignored) = (0, 0, 0);
        var replayEnded = _replayEnded;
        WebSocketReadResult result;
        while (end is null && (result = socket.TryRead(out var opcode, out var payload)) != WebSocketReadResult.NeedsMore)
        {
            if (result == WebSocketReadResult.ProtocolError)
            {
                end = FeedEnd.ProtocolError;
            }
            else if (opcode == WebSocketOpcode.Text)
            {
                frames++;
                switch (parser.Parse(payload, batch.ReceivedTicks, batch))
                {
                    case FrameKind.ReplayEnded:
                        replayEnded = true;
                        break;
                    case FrameKind.Malformed:
                        rejected++;
                        break;
                    case FrameKind.Ignored or FrameKind.Reply:
                        ignored++;
                        break;
                    case FrameKind.ServerShutdown:
                        _announced.TrySetResult();
                        break;
                    default:
                        replayEnded = false;
                        break;
                }
            }
            else if (opcode == WebSocketOpcode.Ping)
            {
                pong = payload.ToArray();
            }
            else if (opcode == WebSocketOpcode.Close)
            {
                end = FeedEnd.ClosedByVenue;
            }
        }

        if (replayEnded != _replayEnded)
        {
            _replayEnded = replayEnded;
            onEnd(replayEnded);
        }

        counters.Add(frames, rejected, ignored, batch.Ticks.Count, batch.ReceivedTicks);
        return (end, pong);
    }

    private static async Task<bool> TryPongAsync(MarketSocket socket, byte[] payload, CancellationToken cancellationToken)
    {
        try
        {
            await socket.PongAsync(payload, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
