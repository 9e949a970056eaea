using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Trading.MarketData.Api;

/// <summary>
/// Writes the hub's events to one client, a flush at a time, each of bounded size: what waits for a client is never more than that and
/// the connection's own buffer. A client that falls behind is sent only the latest of what it has missed; one that takes nothing for
/// long is given up.
/// </summary>
public sealed class StreamSender(PipeWriter writer, StreamHub hub, StreamClients clients, Func<StreamEvent, bool> wants, TimeProvider clock)
{
    /// <summary>Events that a client which was up to date may be behind before it counts as slow: half of what the hub keeps.</summary>
    public const int ConflateBehind = 2048;

    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _written;

    /// <summary>False when the client read nothing for too long.</summary>
    public async Task<bool> RunAsync(long at, CancellationToken cancellationToken)
    {
        Write(": connected\n\n"u8);
        var caughtUp = false;
        var flush = writer.FlushAsync(cancellationToken);
        while (await IsTakenAsync(flush, cancellationToken))
        {
            var changed = hub.ChangedAsync();
            if (at >= hub.Next)
            {
                caughtUp = true;
                flush = await HasChangedAsync(changed, cancellationToken) ? default : Beat(cancellationToken);
                continue;
            }

            await clients.TurnAsync(cancellationToken);
            try
            {
                at = at < hub.Oldest || (caughtUp && hub.Next - at > ConflateBehind) ? Conflate(at) : WriteSome(at);
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

    /// <summary>The kept events in their order, until a flush is due; returns what comes next.</summary>
    private long WriteSome(long at)
    {
        while (_written < FlushBytes && hub.Read(at) is { } item)
        {
            Write(item);
            at++;
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
        sent.ForEach(Write);
        clients.Conflated(missed);
        return next;
    }

    private void Write(StreamEvent item)
    {
        if (wants(item))
        {
            Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {hub.Epoch}-{item.Sequence}\nevent: {item.Kind}\ndata: ")));
            Write(item.Json().Span);
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
