using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Transport;

/// <summary>HTTP to an exchange, by the names of the telemetry contract.</summary>
public sealed class RestMetrics : IDisposable
{
    public const string Name = "Trading.Exchanges";

    private readonly Meter _meter = new(Name);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WeightGate> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTime> _certificates = new(StringComparer.Ordinal);
    private readonly Counter<long> _requests;
    private readonly Counter<long> _tooMany;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _backoff;
    private readonly Counter<long> _permits;
    private readonly Histogram<double> _queueWait;

    public RestMetrics()
    {
        _requests = _meter.CreateCounter<long>("http_requests_total");
        _tooMany = _meter.CreateCounter<long>("http_429_errors_total");
        _retries = _meter.CreateCounter<long>("http_retries_total");
        _duration = _meter.CreateHistogram<double>("http_request_duration_seconds", "s");
        _backoff = _meter.CreateHistogram<double>("retry_backoff_duration_seconds", "s");
        _permits = _meter.CreateCounter<long>("rate_limit_permits_acquired_total");
        _queueWait = _meter.CreateHistogram<double>("rate_limit_queue_wait_seconds", "s");

        // Zeros from the start: a rate over a counter that first appears at 1 misses its first event.
        _tooMany.Add(0, new KeyValuePair<string, object?>("endpoint", "klines"));
        _retries.Add(0, new KeyValuePair<string, object?>("attempt", 2));
        _meter.CreateObservableGauge("api_weight_consumed", () => Observe(gate => gate.LastUsed));
        _meter.CreateObservableGauge("api_weight_remaining", () => Observe(Remaining));
        _meter.CreateObservableGauge(
            "venue_certificate_expiry_timestamp_seconds",
            () => _certificates.Select(pair => new Measurement<double>(
                (pair.Value - DateTime.UnixEpoch).TotalSeconds, new KeyValuePair<string, object?>("host", pair.Key))),
            "s");
        _meter.CreateObservableGauge("rate_limit_permits_available", AvailableSum);
    }

    public static ActivitySource Activities { get; } = new(Name);

    public void Watch(string venue, WeightGate gate)
    {
        lock (_lock)
        {
            _gates[venue] = gate;
        }
    }

    /// <param name="end">UTC.</param>
    public void Certificate(string host, DateTime end) => _certificates[host] = end;

    public void Requested(string endpoint, int status, int attempt, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("endpoint", endpoint);
        _requests.Add(1, tag, new("status", status), new("attempt", attempt));
        _duration.Record(duration.TotalSeconds, tag);
        if (status == 429)
        {
            _tooMany.Add(1, tag);
        }
    }

    public void Retried(int attempt, TimeSpan backoff)
    {
        var tag = new KeyValuePair<string, object?>("attempt", attempt);
        _retries.Add(1, tag);
        _backoff.Record(backoff.TotalSeconds, tag);
    }

    public void Permitted(WeightPermit permit)
    {
        _permits.Add(1, new KeyValuePair<string, object?>("weight", permit.Weight));
        _queueWait.Record(permit.Waited.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();

    private static int Remaining(WeightGate gate) => Math.Max(0, gate.Budget.Limit - gate.LastUsed);

    private int AvailableSum()
    {
        lock (_lock)
        {
            return _gates.Values.Sum(Remaining);
        }
    }

    private List<Measurement<int>> Observe(Func<WeightGate, int> value)
    {
        lock (_lock)
        {
            return [.. _gates.Select(
                pair => new Measurement<int>(value(pair.Value), new KeyValuePair<string, object?>("venue", pair.Key)))];
        }
    }
}
