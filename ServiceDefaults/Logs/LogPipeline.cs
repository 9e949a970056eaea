using Serilog.Core;
using Serilog.Events;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// The one way of a log event: counted (so no call site can forget it), cleaned of secrets, then handed to every sink.
/// </summary>
internal sealed class LogPipeline(ServiceNames names, LogMetrics metrics, IReadOnlyList<ILogEventSink> sinks) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Error)
        {
            metrics.Count(names.Of(logEvent), logEvent.Level);
        }

        var clean = LogRedactor.Redact(logEvent);
        foreach (var sink in sinks)
        {
            sink.Emit(clean);
        }
    }

    public void Dispose()
    {
        foreach (var sink in sinks.OfType<IDisposable>())
        {
            sink.Dispose();
        }
    }
}
