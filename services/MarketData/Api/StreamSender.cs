using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Trading.MarketData.Streams;

namespace Trading.MarketData.Api;

/// <summary>
/// Writes the hub's events to one client, a flush at a time, each of bounded size: what waits for a client is never more than that and
/// the connection's own buffer. A client that falls behind is sent only the latest of what it has missed; one that takes nothing for
/// long is given up.
/// </summary>
internal sealed class StreamSender(
    PipeWriter writer, StreamHub hub, StreamClients clients, Func<StreamEvent, bool> wants, TimeProvider clock)
{
    /// <summary>Events that a client which was up to date may be behind before it counts as slow: half of what the hub keeps.</summary>
    public const int ConflateBehind = 2048;

    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Queue<StreamEvent> _latest = new();
    private ReadOnlyMemory<byte> _rest;
    private int _written;

    /// <summary>An event that has been begun, or what a client that fell behind is still to get.</summary>
    private bool IsInTheMiddle => !_rest.IsEmpty || _latest.Count > 0;

    /// <summary>False when the client read nothing for too long.</summary>
    public async Task<bool> RunAsync(long at, CancellationToken cancellationToken)
    {
        Write(": connected\n\n"u8);
        var caughtUp = false;
        var flush = writer.FlushAsync(cancellationToken);
        while (await IsTakenAsync(flush, cancellationToken))
        {
            var changed = hub.ChangedAsync();
            if (at >= hub.Next && !IsInTheMiddle)
            {
                caughtUp = true;
                flush = await HasChangedAsync(changed, cancellationToken) ? default : Beat(cancellationToken);
                continue;
            }

            await clients.TurnAsync(cancellationToken);
            try
            {
                var isBehind = at < hub.Oldest || (caughtUp && hub.Next - at > ConflateBehind);
                at = WriteSome(isBehind && !IsInTheMiddle ? Conflate(at) : at);
                flush = _written == 0 ? default : writer.FlushAsync(cancellationToken);
                _written = 0;
            }
            finally
            {
                clients.EndTurn();
            }
        }

        clients.Dropped();
        return false;
    }

    /// <summary>The events in their order, until a flush is due, be it in the middle of one; returns what comes next.</summary>
    private long WriteSome(long at)
    {
        while (_written < FlushBytes)
        {
            if (!_rest.IsEmpty)
            {
                WriteRest();
            }
            else if (_latest.TryDequeue(out var latest))
            {
                Begin(latest);
            }
            else if (hub.Read(at) is { } item)
            {
                Begin(item);
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private long Conflate(long at)
    {
        var latest = hub.LatestFrom(at);
        var next = latest.Count == 0 ? hub.Next : latest[^1].Sequence + 1;
        var sent = latest.Where(wants).ToList();
        var missed = next - at - latest.Count;
        Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: missed\ndata: {{\"events\":{missed}}}\n\n")));
        sent.ForEach(_latest.Enqueue);
        clients.Conflated(missed);
        return next;
    }

    private void Begin(StreamEvent item)
    {
        if (wants(item))
        {
            Write(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"id: {hub.Epoch}-{item.Sequence}\nevent: {item.Kind}\ndata: ")));
            _rest = item.Json();
        }
    }

    private void WriteRest()
    {
        var part = Math.Min(_rest.Length, FlushBytes - _written);
        Write(_rest.Span[..part]);
        _rest = _rest[part..];
        if (_rest.IsEmpty)
        {
            Write("\n\n"u8);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
        _written += bytes.Length;
    }

    private ValueTask<FlushResult> Beat(CancellationToken cancellationToken)
    {
        Write(": still here\n\n"u8);
        _written = 0;
        return writer.FlushAsync(cancellationToken);
    }

    /// <summary>False when the client has not made room in its connection's buffer for too long.</summary>
    private async ValueTask<bool> IsTakenAsync(ValueTask<FlushResult> flush, CancellationToken cancellationToken)
    {
        if (flush.IsCompletedSuccessfully)
        {
            return true;
        }

        try
        {
            await flush.AsTask().WaitAsync(Patience, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>False when it was time for a sign of life first.</summary>
    private async ValueTask<bool> HasChangedAsync(Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(Heartbeat, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
