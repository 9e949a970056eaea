using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Who listens to what. Frames are appended in the order of events and handed out by <see cref="Flush"/>. Not thread safe:
/// the exchange's lock guards it, as it guards the markets that write into it.
/// </summary>
internal sealed class StreamHub
{
    private readonly Dictionary<(MarketKind, string), Topic> _topics = [];
    private readonly List<StreamConnection> _connections = [];
    private readonly FrameLog _raw = new();
    private readonly FrameLog _combined = new();

    /// <summary>The buffer of the market that is writing a frame.</summary>
    public JsonFrame Json { get; } = new();

    /// <summary>The recording's time at its end, from which on no message comes; null while there may be one.</summary>
    public long? ReplayEndedMs { get; private set; }

    public IReadOnlyList<StreamConnection> Connections => _connections;

    /// <summary>Frames in the combined form that <see cref="Flush"/> has yet to hand out.</summary>
    public IReadOnlyList<FrameEntry> Combined => _combined.Entries;

    public IEnumerable<Topic> Topics => _topics.Values;

    public Topic TopicOf(MarketKind kind, string name)
    {
        if (!_topics.TryGetValue((kind, name), out var topic))
        {
            topic = new Topic(kind, name, _topics.Count);
            _topics.Add((kind, name), topic);
        }

        return topic;
    }

    public void Append(Topic topic, ReadOnlySpan<byte> payload)
    {
        topic.Frames++;
        if (topic.RawSubscribers > 0)
        {
            _raw.Append(topic, default, payload, default);
        }

        if (topic.CombinedSubscribers > 0)
        {
            _combined.Append(topic, topic.CombinedPrefix, payload, "}"u8);
        }
    }

    public void Flush()
    {
        if (_raw.Entries.Count + _combined.Entries.Count == 0)
        {
            return;
        }

        for (var i = _connections.Count - 1; i >= 0; i--)
        {
            _connections[i].Offer(_connections[i].IsCombined ? _combined.Entries : _raw.Entries);
        }

        _raw.Clear();
        _combined.Clear();
    }

    /// <summary>Whether the next step may be made; with backpressure, once every client has room for it.</summary>
    public async ValueTask<bool> HasRoomAsync(Exchange exchange, bool backpressure, TimeProvider clock, CancellationToken cancellation)
    {
        while (backpressure && !exchange.Run(() => _connections.TrueForAll(connection => connection.HasRoom)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), clock, cancellation);
        }

        return !cancellation.IsCancellationRequested;
    }

    public void StartTape() => ReplayEndedMs = null;

    /// <summary>Says to every listener that the recording is over, and to those who come later when they subscribe.</summary>
    public void EndReplay(long timeMs)
    {
        Flush();
        ReplayEndedMs = timeMs;
        foreach (var connection in _connections.Where(connection => connection.Subscriptions.Count > 0))
        {
            connection.Announce("replayEnded", timeMs);
        }
    }

    public void Add(StreamConnection connection) => _connections.Add(connection);

    public void Remove(StreamConnection connection)
    {
        if (_connections.Remove(connection))
        {
            foreach (var topic in connection.Subscriptions.ToList())
            {
                Unsubscribe(connection, topic);
            }
        }
    }

    public void Subscribe(StreamConnection connection, Topic topic)
    {
        if (connection.Subscribe(topic))
        {
            Count(connection, topic, 1);
        }
    }

    public void Unsubscribe(StreamConnection connection, Topic topic)
    {
        if (connection.Unsubscribe(topic))
        {
            Count(connection, topic, -1);
        }
    }

    private void Count(StreamConnection connection, Topic topic, int by)
    {
        var before = topic.IsWanted;
        if (connection.IsCombined)
        {
            topic.CombinedSubscribers += by;
        }
        else
        {
            topic.RawSubscribers += by;
        }

        if (before != topic.IsWanted)
        {
            topic.WantedChanged?.Invoke();
        }
    }
}
