using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// One run through a recording. It starts when the first matching stream has a listener and subscriptions have settled. At a
/// factor of real time it then goes on whether or not somebody listens, as a venue does; at maximum speed it waits while
/// nobody does, and for the slowest client, so that nothing is lost.
/// </summary>
internal sealed class ReplaySession(
    Exchange exchange, StreamHub hub, string path, ReplaySpeed speed, ReplaySurvey survey, TimeProvider clock) : IDisposable
{
    private const int LinesAtOnce = 512;

    // Room is asked for before each batch: a batch must fit into the half of the smallest client buffer that is still free.
    private const int BytesAtOnce = 64 * 1024;
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private readonly RecordedFile _file = new(path);
    private readonly RecordedEvent _event = new();
    private readonly Dictionary<string, List<Topic>> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReplayMarket> _markets = new(StringComparer.Ordinal);
    private long _firstNs = -1;
    private long _startedAt;
    private TimeSpan _due;

    public string Path => path;

    public ReplaySpeed Speed => speed;

    public long Frames { get; private set; }

    public string State { get; set; } = "waiting";

    /// <summary>Why it has failed, for people; null unless it has.</summary>
    public string? Problem { get; set; }

    /// <summary>When the last message was sent, by our clock; null until then.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Where the recording is, in its own time.</summary>
    public long TimeMs => _markets.Values.Max(market => market.NowUs) / 1000;

    public IReadOnlyCollection<ReplayMarket> Markets => _markets.Values;

    /// <summary>Puts the recording's symbols in place of whatever the venue traded.</summary>
    public void Open()
    {
        exchange.Clear(survey.Kind);
        hub.StartTape();
        foreach (var spec in survey.Specs)
        {
            var market = new ReplayMarket(
                spec, exchange.Journal.Report, exchange.SettlementOf(spec), survey.StartMs, exchange.Journal.LastPrivateTradeId);
            if (survey.Snapshots.TryGetValue(spec.Symbol, out var snapshot))
            {
                market.Load(snapshot);
            }

            _markets.Add(spec.Symbol, market);
            _ = new MarketFrames(hub, market, marks: null, survey.StreamKinds);
            exchange.Add(market);
            foreach (var kind in survey.StreamKinds)
            {
                TopicsOf($"{spec.Symbol.ToLowerInvariant()}@{kind}");
            }
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        await WaitForListenersAsync(cancellation);
        State = "running";
        _startedAt = clock.GetTimestamp();
        while (await hub.HasRoomAsync(exchange, backpressure: true, clock, cancellation))
        {
            if (speed.Factor is null && !IsWanted())
            {
                await Task.Delay(Poll, clock, cancellation);
                continue;
            }

            if (!exchange.Run(Advance))
            {
                break;
            }

            if (_due - clock.GetElapsedTime(_startedAt) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, clock, cancellation);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Sends the lines that are due, a bounded number at a time.</summary>
    /// <returns>False at the end of the file.</returns>
    private bool Advance()
    {
        var bytes = 0;
        for (var i = 0; i < LinesAtOnce && bytes < BytesAtOnce; i++)
        {
            if (!_file.TryRead(out var receivedNs, out var line))
            {
                return false;
            }

            _firstNs = _firstNs < 0 ? receivedNs : _firstNs;
            bytes += line.Length;
            Pass(line);
            if (speed.Factor is { } factor)
            {
                _due = TimeSpan.FromTicks((long)((receivedNs - _firstNs) / 100 / factor));
                if (_due > clock.GetElapsedTime(_startedAt) + TimeSpan.FromMilliseconds(1))
                {
                    return true;
                }
            }
        }

        return true;
    }

    private void Pass(ReadOnlySpan<byte> line)
    {
        if (!_file.TryParse(line, _event))
        {
            return;
        }

        Frames++;
        var market = _event.Type == RecordedEvent.Kind.Snapshot && _markets.Count == 1
            ? _markets.Values.First()
            : _markets.GetValueOrDefault(_event.Symbol);
        market?.Apply(_event);
        if (_event.Stream.Length > 0)
        {
            foreach (var topic in TopicsOf(_event.Stream))
            {
                if (topic.IsWanted)
                {
                    hub.Append(topic, line[_event.Data]);
                }
            }
        }
    }

    private async Task WaitForListenersAsync(CancellationToken cancellation)
    {
        var seen = 0;
        var since = clock.GetTimestamp();
        while (seen == 0 || clock.GetElapsedTime(since) < Settling)
        {
            await Task.Delay(Poll, clock, cancellation);
            var subscribed = exchange.Run(() => _topics.Values.Sum(list => list.Sum(t => t.RawSubscribers + t.CombinedSubscribers)));
            if (subscribed != seen)
            {
                (seen, since) = (subscribed, clock.GetTimestamp());
            }
        }
    }

    private bool IsWanted() => exchange.Run(() => _topics.Values.Any(list => list.Exists(t => t.IsWanted)));

    /// <summary>The topics that a recorded stream feeds: its own, and for diffs every name of their speeds.</summary>
    private List<Topic> TopicsOf(string stream)
    {
        if (!_topics.TryGetValue(stream, out var topics))
        {
            List<string> names = [stream];
            var at = stream.IndexOf("@depth", StringComparison.Ordinal);
            if (at > 0 && (stream.Length == at + 6 || stream[at + 6] == '@'))
            {
                names.AddRange(
                    ((string[])["", "@0ms", "@100ms", "@250ms", "@500ms", "@1000ms"]).Select(speed => stream[..(at + 6)] + speed));
            }

            topics = [.. names.Distinct(StringComparer.Ordinal).Select(name => hub.TopicOf(survey.Kind, name))];
            _topics.Add(stream, topics);
        }

        return topics;
    }
}
