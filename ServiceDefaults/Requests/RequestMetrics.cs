using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Requests;

/// <summary>The API metrics of every service. Probes and scrapes are not counted: they are not the API.</summary>
internal sealed class RequestMetrics
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _duration;
    private long _active;

    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(PlatformActivity.Name);
        _requests = meter.CreateCounter<long>("api_requests_total");
        _errors = meter.CreateCounter<long>("api_errors_total");
        _duration = meter.CreateHistogram<double>("api_request_duration_seconds", "s");
        meter.CreateObservableGauge("active_api_requests", () => Volatile.Read(ref _active));
    }

    public void Started() => Interlocked.Increment(ref _active);

    public void Ended() => Interlocked.Decrement(ref _active);

    public void Count(string method, string endpoint, int status, bool failed, TimeSpan duration, bool timed)
    {
        var labels =
            new TagList { { "method", method }, { "endpoint", endpoint }, { "status", status.ToString(CultureInfo.InvariantCulture) } };
        _requests.Add(1, labels);
        if (failed)
        {
            _errors.Add(1, labels);
        }

        if (timed)
        {
            _duration.Record(
                duration.TotalSeconds,
                new KeyValuePair<string, object?>("method", method),
                new KeyValuePair<string, object?>("endpoint", endpoint));
        }
    }
}
