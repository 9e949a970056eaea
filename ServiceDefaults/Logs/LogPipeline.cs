using Serilog.Core;
using Serilog.Events;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// The one way of a log event: counted (so no call site can forget it), held to its budget, cleaned of secrets, handed to every sink.
/// </summary>
internal sealed class LogPipeline(
    ServiceNames names, LogMetrics metrics, LogBudget budget, IReadOnlyList<ILogEventSink> sinks) : ILogEventSink, IDisposable
{
    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level >= LogEventLevel.Error)
        {
            metrics.Count(names.Of(logEvent), logEvent.Level);
        }

        if (!budget.TryTake(logEvent, out var leftOut))
        {
            return;
        }

        if (leftOut > 0)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty("left_out_before", new ScalarValue(leftOut)));
        }

        if (logEvent is { Level: >= LogEventLevel.Error, Exception: { } exception } && SourceLine.Of(exception) is { } source)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty("source_file", new ScalarValue(source.File)));
            logEvent.AddOrUpdateProperty(new LogEventProperty("source_line", new ScalarValue(source.Line)));
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
