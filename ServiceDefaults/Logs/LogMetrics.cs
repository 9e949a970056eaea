using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Serilog.Events;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// Counts errors in fields of its own and lets readers observe them, so that none logged before the first reader is lost.
/// </summary>
internal sealed class LogMetrics
{
    private readonly ConcurrentDictionary<(string Service, LogEventLevel Level), StrongBox<long>> _errors = new();

    public LogMetrics(IMeterFactory meters, ServiceIdentity identity, LogBudget budget)
    {
        _errors[(identity.Name, LogEventLevel.Error)] = new StrongBox<long>();
        var meter = meters.Create(PlatformActivity.Name);
        meter.CreateObservableCounter("trading_log_events_suppressed_total", () => budget.Suppressed);
        meter.CreateObservableCounter("trading_errors_total", () => _errors.Select(error => new Measurement<long>(
                Volatile.Read(ref error.Value.Value),
                new("service", error.Key.Service),
                new("level", error.Key.Level.ToString()))));
    }

    public void Count(string service, LogEventLevel level) =>
        Interlocked.Increment(ref _errors.GetOrAdd((service, level), static _ => new StrongBox<long>()).Value);
}
