using System.Text;
using System.Text.Json;

namespace Trading.WebConsole.Live;

/// <summary>
/// Sends what a reader of the board finds as server-sent events, with a heartbeat in silence. A connection holds one small piece of
/// an event at a time, and one that does not take an event in time is closed: its page opens a new one and finds the newest state.
/// </summary>
internal sealed class LiveStream(ConsoleOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The server copies what is written to a connection until it is sent: so much is copied for each.</summary>
    private const int PieceBytes = 16 * 1024;

    public async Task SendAsync(LiveReader reader, HttpContext http)
    {
        // A stream never ends by itself: without this a graceful stop would wait for every browser.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var owned = reader;
        var patience = TimeSpan.FromMilliseconds(options.HeartbeatMs);
        var lastBeat = time.GetTimestamp();
        try
        {
            var taken = await WriteAsync(http, Beat(), stop.Token);
            while (taken)
            {
                taken = await reader.NextAsync(patience, time, stop.Token) is not { } value
                    || await WriteAsync(http, value.Frame, stop.Token);
                if (taken && time.GetElapsedTime(lastBeat) >= patience)
                {
                    lastBeat = time.GetTimestamp();
                    taken = await WriteAsync(http, Beat(), stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed or this process stops: that is how a stream ends.
        }
    }

    /// <summary>False when the event was not taken in time; the connection is closed then.</summary>
    private async Task<bool> WriteAsync(HttpContext http, ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.SlowStreamMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            for (var start = 0; start < frame.Length; start += PieceBytes)
            {
                await http.Response.BodyWriter.WriteAsync(frame.Slice(start, Math.Min(PieceBytes, frame.Length - start)), either.Token);
                either.Token.ThrowIfCancellationRequested();
            }

            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            http.Abort();
            return false;
        }
    }

    private byte[] Beat() =>
        Encoding.UTF8.GetBytes($"event: {Topics.Beat}\ndata: {JsonSerializer.Serialize(time.GetUtcNow().UtcDateTime)}\n\n");
}
