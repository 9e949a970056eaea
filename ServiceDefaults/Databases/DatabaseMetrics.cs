using System.Diagnostics.Metrics;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Query durations, and the state of Npgsql's pools under the names of the telemetry contract. With SQLite there is no pool and the
/// pool's numbers stay 0.
/// </summary>
public sealed class DatabaseMetrics : IDisposable
{
    private readonly Histogram<double> _queries;
    private readonly MeterListener _npgsql = new();
    private long _waits;
    private long _active;
    private long _idle;

    public DatabaseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(PlatformActivity.Name);
        _queries = meter.CreateHistogram<double>("db_query_duration_seconds", "s");
        meter.CreateObservableGauge("trading_db_connections_active", () => Pools().Active);
        meter.CreateObservableGauge("trading_db_connections_idle", () => Pools().Idle);
        meter.CreateObservableCounter("trading_db_pool_waits_total", () => Volatile.Read(ref _waits));
        _npgsql.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql"
                && instrument.Name is "db.client.connection.count" or "db.client.connection.npgsql.pending_requests")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _npgsql.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Observe(instrument, value, tags));
        _npgsql.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Observe(instrument, value, tags));
        _npgsql.Start();
    }

    /// <summary>Times an operation until disposed. <paramref name="operation"/> is a constant such as <c>trades.insert</c>.</summary>
    public QueryTimer Time(string operation) => new(this, operation, TimeProvider.System.GetTimestamp());

    public void Dispose() => _npgsql.Dispose();

    internal void Record(string operation, TimeSpan duration) =>
        _queries.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));

    private (long Active, long Idle) Pools()
    {
        lock (_npgsql)
        {
            _active = _idle = 0;
            _npgsql.RecordObservableInstruments();
            return (_active, _idle);
        }
    }

    private void Observe(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Name.EndsWith("pending_requests", StringComparison.Ordinal))
        {
            if (value > 0)
            {
                Interlocked.Add(ref _waits, value);
            }

            return;
        }

        foreach (var (key, state) in tags)
        {
            if (key == "db.client.connection.state")
            {
                _ = state is "used" ? _active += value : _idle += value;
            }
        }
    }
}
