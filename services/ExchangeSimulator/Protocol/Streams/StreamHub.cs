using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Who listens to what. Frames are appended in the order of events and handed out by <see cref="Flush"/>. Not thread safe:
/// the exchange's lock guards it, as it guards the markets that write into it.
/// </summary>
internal sealed class StreamHub
{
    private readonly Dictionary<(MarketKind, string), Topic> _topics = [];
    private readonly List<StreamConnection> _connections = [];
    private readonly List<Action<Topic>> _wantedChanged = [];
    private readonly FrameLog _raw = new();
    private readonly FrameLog _combined = new();

    public IReadOnlyList<StreamConnection> Connections => _connections;

    /// <summary>Frames in the combined form that <see cref="Flush"/> has yet to hand out.</summary>
    public IReadOnlyList<FrameEntry> Combined => _combined.Entries;

    public IEnumerable<Topic> Topics => _topics.Values;

    /// <summary>Has <paramref name="changed"/> called when a stream gets its first listener or loses its last.</summary>
    public void OnWanted(Action<Topic> changed) => _wantedChanged.Add(changed);

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
            _wantedChanged.ForEach(changed => changed(topic));
        }
    }
}
