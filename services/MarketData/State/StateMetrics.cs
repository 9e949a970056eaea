using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Trading.MarketData.State;

/// <summary>What keeping the state costs.</summary>
internal sealed class StateMetrics : IDisposable
{
    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly KeyValuePair<string, object?> _venue;
    private readonly KeyValuePair<string, object?> _backend;
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _evictions;
    private long _bytes;

    public StateMetrics(MarketUniverse universe, IStateBackend backend)
    {
        _venue = new("venue", universe.Venue);
        _backend = new("backend", backend.Name);
        _operations = _meter.CreateCounter<long>("state_operations_total");
        _durations = _meter.CreateHistogram<double>("state_operation_duration_seconds", "s");
        _hits = _meter.CreateCounter<long>("state_cache_hits_total");
        _misses = _meter.CreateCounter<long>("state_cache_misses_total");
        _evictions = _meter.CreateCounter<long>("state_evictions_total");
        _meter.CreateObservableGauge("state_size_bytes", () => new Measurement<long>(Interlocked.Read(ref _bytes), _venue, _backend), "By");
        foreach (var layer in (string[])["l1", "l2"])
        {
            _hits.Add(0, _venue, Layer(layer));
            _misses.Add(0, _venue, Layer(layer));
        }

        _evictions.Add(0, _venue, Layer("l1"));
        _operations.Add(0, _venue, Operation("load"), _backend);
        _operations.Add(0, _venue, Operation("save"), _backend);
    }

    public void Done(string operation, long startedAt)
    {
        _operations.Add(1, _venue, Operation(operation), _backend);
        _durations.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, _venue, Operation(operation), _backend);
    }

    public void Hit(string layer) => _hits.Add(1, _venue, Layer(layer));

    public void Miss(string layer) => _misses.Add(1, _venue, Layer(layer));

    public void Evicted() => _evictions.Add(1, _venue, Layer("l1"));

    /// <summary>The kept state has grown by so many bytes, or shrunk.</summary>
    public void Grown(long bytes) => Interlocked.Add(ref _bytes, bytes);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Operation(string operation) => new("operation", operation);

    private static KeyValuePair<string, object?> Layer(string layer) => new("cache_layer", layer);
}
