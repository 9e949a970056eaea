using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;

namespace Trading.ServiceDefaults.Logs;

/// <summary>Hands cleaned events on to OpenTelemetry's logger, which sends them over OTLP in batches.</summary>
internal sealed class OtlpLogSink(ILoggerFactory factory, ServiceNames names) : ILogEventSink, IDisposable
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    public void Emit(LogEvent logEvent)
    {
        var category = logEvent.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string name } ? name : "log";
        var fields = new List<KeyValuePair<string, object?>>(logEvent.Properties.Count + 1) { new("service", names.Of(logEvent)) };
        foreach (var (key, value) in logEvent.Properties)
        {
            if (key is not "SourceContext" and not "EventId")
            {
                fields.Add(new(key, value is ScalarValue scalar ? scalar.Value : value.ToString()));
            }
        }

        var message = LogMessage.Render(logEvent);
        _loggers.GetOrAdd(category, static (key, owner) => owner.CreateLogger(key), factory)
            .Log(Level(logEvent.Level), EventOf(logEvent), fields, logEvent.Exception, (_, _) => message);
    }

    public void Dispose() => factory.Dispose();

    private static EventId EventOf(LogEvent logEvent)
    {
        if (logEvent.Properties.TryGetValue("EventId", out var value) && value is StructureValue structure)
        {
            var id = structure.Properties.FirstOrDefault(part => part.Name == "Id")?.Value is ScalarValue { Value: int number } ? number : 0;
            var name = structure.Properties.FirstOrDefault(part => part.Name == "Name")?.Value is ScalarValue { Value: string text } ? text : null;
            return new EventId(id, name);
        }

        return default;
    }

    private static LogLevel Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => LogLevel.Trace,
        LogEventLevel.Debug => LogLevel.Debug,
        LogEventLevel.Information => LogLevel.Information,
        LogEventLevel.Warning => LogLevel.Warning,
        LogEventLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
