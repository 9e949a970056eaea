using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>One client socket: its subscriptions, its queue, a loop that sends and one that reads.</summary>
internal sealed class StreamConnection(
    MarketKind kind, bool combined, ConnectionLimits limits, ConnectionFaults faults, TimeProvider clock) : IDisposable
{
    private const int SendBuffer = 64 * 1024;
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(2), CutCheck = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Once = Timeout.InfiniteTimeSpan;
    private readonly ClientChannel _channel = new(limits.BufferBytes);
    private readonly CancellationTokenSource _cut = new();
    private readonly HashSet<Topic> _subscriptions = [];
    private readonly Heartbeat _heartbeat = new(limits, clock);
    private readonly IncomingRate _incoming = new(limits.IncomingPerSecond, clock);
    private bool[] _wanted = [];

    public MarketKind Kind { get; } = kind;

    public bool IsCombined { get; set; } = combined;

    public IReadOnlyCollection<Topic> Subscriptions => _subscriptions;

    public bool HasRoom => _channel.HasRoom || _cut.IsCancellationRequested;

    /// <summary>Why the connection was cut, or null.</summary>
    public string? CutReason { get; private set; }

    internal bool Subscribe(Topic topic)
    {
        if (!_subscriptions.Add(topic))
        {
            return false;
        }

        faults.Subscribed(topic);
        if (topic.Index >= _wanted.Length)
        {
            Array.Resize(ref _wanted, Math.Max(64, topic.Index * 2 + 1));
        }

        return _wanted[topic.Index] = true;
    }

    internal bool Unsubscribe(Topic topic)
    {
        if (!_subscriptions.Remove(topic))
        {
            return false;
        }

        _wanted[topic.Index] = false;
        return true;
    }

    /// <summary>Queues those of the step's frames that this client wants; neighbours in one block become one slice.</summary>
    internal void Offer(IReadOnlyList<FrameEntry> entries)
    {
        if (faults.Active)
        {
            faults.Offer(entries, IsWanted, Enqueue);
            return;
        }

        FrameSlice run = default;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!IsWanted(entry.Topic))
            {
                continue;
            }

            if (run.Length > 0 && run.Block == entry.Block && run.Offset + run.Length == entry.Offset && run.Length < SendBuffer)
            {
                run = run with { Length = run.Length + entry.Length };
                continue;
            }

            Enqueue(run);
            run = new FrameSlice(entry.Block, entry.Offset, entry.Length);
        }

        Enqueue(run);
    }

    /// <summary>Queues a frame for this client alone: replies, pings, account events.</summary>
    public void Send(byte[] frame)
    {
        var block = FrameBlock.Rent(frame.Length);
        frame.CopyTo(block.Bytes, 0);
        Enqueue(new FrameSlice(block, 0, frame.Length));
        block.Release();
    }

    public void SendJson(object reply) => Send(WebSocketFrame.Of(WebSocketFrame.Text, StreamJson.Write(reply)));

    /// <summary>An event that concerns the whole connection.</summary>
    internal void Announce(string name, long timeMs)
    {
        var data = string.Create(CultureInfo.InvariantCulture, $$"""{"e":"{{name}}","E":{{timeMs}}}""");
        data = IsCombined ? $$"""{"stream":"!{{name}}","data":{{data}}}""" : data;
        Send(WebSocketFrame.Of(WebSocketFrame.Text, Encoding.UTF8.GetBytes(data)));
    }

    public void Cut(string reason)
    {
        CutReason ??= reason;
        _cut.Cancel();
    }

    /// <summary>Serves until the client leaves, breaks a limit, leaves a ping unanswered, reads too slowly, or is cut by a fault.</summary>
    /// <param name="openAsync">Answers the handshake.</param>
    internal async Task RunAsync(Func<Task<Stream>> openAsync, Action<string> onMessage, CancellationToken stopping)
    {
        await using var stream = await openAsync();
        using var lifetime = CancellationTokenSource.CreateLinkedTokenSource(_cut.Token, stopping);
        await using var ping = clock.CreateTimer(_ => Ping(), null, limits.PingInterval, limits.PingInterval);
        await using var end = clock.CreateTimer(_ => Cut("lifetime over"), null, limits.Lifetime, Once);
        await using var notice = clock.CreateTimer(
            _ => Announce("serverShutdown", clock.GetUtcNow().ToUnixTimeMilliseconds()), null, limits.ShutdownNoticeAt, Once);
        await using var tick = clock.CreateTimer(_ => CutIfDue(), null, CutCheck, CutCheck);
        var sending = SendLoopAsync(stream, lifetime.Token);
        try
        {
            await ReadLoopAsync(stream, onMessage, lifetime.Token);

            // An orderly end: what is queued, the close frame last, still goes out.
            _channel.Complete();
            await sending.WaitAsync(LongestClose, clock, lifetime.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or TimeoutException)
        {
            CutReason ??= "client gone";
        }

        await _cut.CancelAsync();
        await sending;
        _channel.Drain();
    }

    public void Dispose() => _cut.Dispose();

    private bool IsWanted(Topic topic) => topic.Index < _wanted.Length && _wanted[topic.Index];

    private void Enqueue(FrameSlice slice)
    {
        if (slice.Length > 0 && !_cut.IsCancellationRequested && !_channel.TryWrite(slice))
        {
            Cut("client too slow");
        }
    }

    private async Task ReadLoopAsync(Stream stream, Action<string> onMessage, CancellationToken cancellation)
    {
        var reader = new ClientFrameReader(stream);
        while (await reader.ReadAsync(cancellation) is { } frame)
        {
            if (CutReason is null && !_incoming.Take())
            {
                CutReason = "too many messages";
                Send(WebSocketFrame.OfClose(1008, "Too many requests"));
                _cut.CancelAfter(LongestClose);
            }

            switch (frame.Opcode)
            {
                case not WebSocketFrame.Close when CutReason is not null:
                    break; // Read on: the reset that unread bytes cause would overtake the close frame.
                case WebSocketFrame.Ping:
                    Send(WebSocketFrame.Of(WebSocketFrame.Pong, frame.Payload));
                    break;
                case WebSocketFrame.Pong:
                    _heartbeat.Answered(frame.Payload);
                    break;
                case WebSocketFrame.Text:
                    onMessage(Encoding.UTF8.GetString(frame.Payload));
                    break;
                case WebSocketFrame.Close:
                    Send(WebSocketFrame.Of(WebSocketFrame.Close, frame.Payload));
                    return;
                default:
                    return;
            }
        }
    }

    private async Task SendLoopAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[SendBuffer];
        try
        {
            while (await _channel.WaitAsync(cancellation))
            {
                await faults.WaitWhileStalledAsync(cancellation);
                var used = 0;
                while (_channel.TryRead(out var slice))
                {
                    if (slice.Length > SendBuffer - used)
                    {
                        await stream.WriteAsync(buffer.AsMemory(0, used), cancellation);
                        used = 0;
                    }

                    if (slice.Length > SendBuffer)
                    {
                        await stream.WriteAsync(slice.Memory, cancellation);
                    }
                    else
                    {
                        slice.Memory.Span.CopyTo(buffer.AsSpan(used));
                        used += slice.Length;
                    }

                    _channel.Done(slice);
                }

                await stream.WriteAsync(buffer.AsMemory(0, used), cancellation);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            Cut("client gone");
        }
    }

    private void Ping()
    {
        if (_heartbeat.Next() is { } payload)
        {
            Send(WebSocketFrame.Of(WebSocketFrame.Ping, payload));
        }
        else
        {
            Cut("no pong");
        }
    }

    private void CutIfDue()
    {
        if (faults.IsCutDue())
        {
            Cut("fault disconnectEvery");
        }
    }
}
