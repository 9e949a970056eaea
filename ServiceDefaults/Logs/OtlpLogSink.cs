using System.Globalization;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.OpenTelemetry;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Logs;

/// <summary>
/// Hands cleaned events to the OTLP sink of one destination, as the console shows them: the message is the cleaned text (a template
/// rendered later could put a secret together), decimals are strings, the service is named.
/// </summary>
internal sealed class OtlpLogSink(ILogEventSink destination, ServiceNames names) : ILogEventSink, IDisposable
{
    /// <summary>Most events that wait for an unreachable receiver; what does not fit is dropped.</summary>
    private const int MostQueued = 10_000;

    public static OtlpLogSink To(
        OtlpDestination destination, ServiceIdentity identity, ServiceNames names, IConfiguration configuration) => new(
        LoggerSinkConfiguration.CreateSink(write => write.OpenTelemetry(
            options =>
            {
                destination.Apply(options);
                options.BatchingOptions.QueueLimit = MostQueued;
                options.IncludedData = IncludedData.TemplateBody | IncludedData.TraceIdField | IncludedData.SpanIdField;
                foreach (var (key, value) in TelemetryResource.Of(identity).Build().Attributes)
                {
                    options.ResourceAttributes[key] = value;
                }
            },
            variable => destination.VariableOf(configuration, variable))),
        names);

    public void Emit(LogEvent logEvent) => destination.Emit(new LogEvent(
        logEvent.Timestamp,
        logEvent.Level,
        logEvent.Exception,
        new MessageTemplate(LogMessage.Render(logEvent), []),
        logEvent.Properties
            .Select(property => new LogEventProperty(property.Key, Shown(property.Value)))
            .Append(new LogEventProperty("service", new ScalarValue(names.Of(logEvent)))),
        logEvent.TraceId ?? default,
        logEvent.SpanId ?? default));

    /// <summary>
    /// Sends what waits, unless the receiver does not answer: the sink itself would wait for as long as a request may take.
    /// </summary>
    public void Dispose() => Task.Run(() => (destination as IDisposable)?.Dispose()).Wait(TelemetryStarter.LastSend);

    private static LogEventPropertyValue Shown(LogEventPropertyValue value) =>
        value is ScalarValue { Value: decimal number } ? new ScalarValue(number.ToString(CultureInfo.InvariantCulture)) : value;
}
