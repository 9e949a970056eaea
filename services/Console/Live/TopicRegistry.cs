using System.Text.Json;

namespace Trading.WebConsole.Live;

/// <summary>
/// The newest value of each topic, and who reads them. State, not events: a reader that falls behind finds only the newest
/// values when it comes back. A value is encoded once for all readers, so a slow browser costs no memory and delays no other.
/// </summary>
internal sealed class TopicRegistry(ConsoleOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, ChartKey? Chart), Slot> _slots = [];
    private readonly List<LiveReader> _readers = [];
    private TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    /// <summary>Null when as many streams are open as options allow.</summary>
    public LiveReader? Open(ChartKey? chart)
    {
        lock (_gate)
        {
            if (_readers.Count >= options.MaxStreams)
            {
                return null;
            }

            var reader = new LiveReader(this, chart);
            _readers.Add(reader);
            _watched.TrySetResult();
            return reader;
        }
    }

    /// <summary>Completes at once while a client reads: without one the services are not asked.</summary>
    public Task WatchedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _watched.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The charts that are looked at, in a stable order, at most as many as options allow.</summary>
    public IReadOnlyList<ChartKey> Charts()
    {
        lock (_gate)
        {
            return [.. _readers.Select(reader => reader.Chart).OfType<ChartKey>().Distinct().Take(options.MaxCharts)];
        }
    }

    public void Publish(string topic, string valueJson, ChartKey? chart = null) => Set(topic, chart, valueJson, problem: null);

    public void PublishProblem(string topic, string problem, ChartKey? chart = null) => Set(topic, chart, "null", problem);

    internal void Close(LiveReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
            if (_readers.Count == 0)
            {
                // What is on the board ages from now on: the next reader waits for fresh values instead.
                _slots.Clear();
                _watched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>The oldest of the newest values that is newer than <paramref name="version"/>; null when there is none.</summary>
    internal TopicValue? NextAfter(long version, ChartKey? chart)
    {
        lock (_gate)
        {
            return _slots.Values.Select(slot => slot.Value)
                .Where(value => value.Version > version && (value.Chart is null || value.Chart == chart))
                .MinBy(value => value.Version);
        }
    }

    private void Set(string topic, ChartKey? chart, string valueJson, string? problem)
    {
        lock (_gate)
        {
            if (_readers.Count == 0
                || (_slots.TryGetValue((topic, chart), out var old) && old.Source == valueJson && old.Problem == problem))
            {
                return;
            }

            var at = JsonSerializer.Serialize(time.GetUtcNow().UtcDateTime);
            var json = $$"""{"at":{{at}},"problem":{{JsonSerializer.Serialize(problem)}},"value":{{valueJson}}}""";
            _slots[(topic, chart)] = new Slot(TopicValue.Encode(topic, chart, ++_version, json), valueJson, problem);
            foreach (var reader in _readers)
            {
                reader.Wake();
            }
        }
    }

    private sealed record Slot(TopicValue Value, string Source, string? Problem);
}
