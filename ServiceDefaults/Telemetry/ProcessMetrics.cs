using System.Diagnostics.Metrics;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>How long this host has been up, and how much memory it may use.</summary>
internal sealed class ProcessMetrics
{
    private readonly TimeProvider _time;
    private readonly long _started;

    public ProcessMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        var meter = meters.Create(PlatformActivity.Name);
        meter.CreateObservableGauge("trading_uptime_seconds", () => Uptime.TotalSeconds);
        meter.CreateObservableGauge("trading_memory_limit_bytes", () => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, "By");
    }

    public TimeSpan Uptime => _time.GetElapsedTime(_started);
}
