using System.Diagnostics.Metrics;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>How long this host has been up.</summary>
internal sealed class ProcessMetrics
{
    private readonly TimeProvider _time;
    private readonly long _started;

    public ProcessMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        meters.Create(PlatformActivity.Name).CreateObservableGauge(
            "trading_uptime_seconds",
            () => Uptime.TotalSeconds,
            description: "Seconds since the process's host was built.");
    }

    public TimeSpan Uptime => _time.GetElapsedTime(_started);
}
