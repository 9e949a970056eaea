using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Trading.WebConsole.Live;

/// <summary>Turns a reader of the board into server-sent events, with a heartbeat in silence.</summary>
public sealed class LiveStream(ConsoleOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(LiveReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream never ends by itself: without this a graceful stop would wait for every browser.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var owned = reader;
        var patience = TimeSpan.FromMilliseconds(options.HeartbeatMs);
        yield return Beat();
        var lastBeat = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            IReadOnlyList<TopicValue> values;
            try
            {
                values = await reader.NextAsync(patience, time, stop.Token);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            foreach (var value in values)
            {
                yield return new SseItem<string>(value.Json, value.Topic) { EventId = value.Version.ToString(CultureInfo.InvariantCulture) };
            }

            if (time.GetElapsedTime(lastBeat) >= patience)
            {
                lastBeat = time.GetTimestamp();
                yield return Beat();
            }
        }
    }

    private SseItem<string> Beat() => new(JsonSerializer.Serialize(time.GetUtcNow().UtcDateTime), Topics.Beat);
}
