using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using Serilog.Sinks.OpenTelemetry;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>
/// A receiver of traces, metrics and logs: the address in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (with OpenTelemetry's other variables), the
/// one in <c>Telemetry:CollectorUrl</c>, both, or none. Logs go to <c>Telemetry:LokiUrl</c> too.
/// </summary>
/// <param name="Receiver">Null takes what the variables say.</param>
internal sealed record OtlpDestination(Uri? Receiver)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<OtlpDestination> Of(IConfiguration configuration)
    {
        var options = configuration.ReadNow<TelemetryOptions>(TelemetryOptions.Section);
        var named = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        IEnumerable<OtlpDestination> standard = named ? [new OtlpDestination(Receiver: null)] : [];
        return [.. standard, .. At(options.CollectorUrl, string.Empty)];
    }

    /// <summary>Loki takes OTLP below a path of its own.</summary>
    public static IReadOnlyList<OtlpDestination> OfLogs(IConfiguration configuration) =>
        [.. Of(configuration), .. At(configuration.ReadNow<TelemetryOptions>(TelemetryOptions.Section).LokiUrl, "/otlp")];

    /// <summary>Of an exporter's options. One per signal: exporters of one name share all their settings, the address too.</summary>
    public string? NameFor(string signal) => Receiver is null ? null : "collector-" + signal;

    /// <param name="signal"><c>traces</c> or <c>metrics</c>.</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        if (Receiver is not null)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = AddressOf(signal);
        }
    }

    public void Apply(BatchedOpenTelemetrySinkOptions logs)
    {
        logs.OnBeginSuppressInstrumentation = SuppressInstrumentationScope.Begin;
        logs.HttpMessageHandler = new SocketsHttpHandler { ActivityHeadersPropagator = null, ConnectTimeout = ConnectTimeout };
        if (Receiver is not null)
        {
            logs.Protocol = OtlpProtocol.HttpProtobuf;
            logs.LogsEndpoint = AddressOf("logs").AbsoluteUri;
            logs.TracesEndpoint = null;
        }
    }

    /// <summary>What OpenTelemetry's variables say about logs; nothing for a receiver with an address of its own.</summary>
    public string? VariableOf(IConfiguration configuration, string name) =>
        Receiver is not null || !name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal) ? null
        : configuration[name.Replace("_OTLP_", "_OTLP_LOGS_", StringComparison.Ordinal)] ?? configuration[name];

    /// <summary>An address that is none is refused by the check of the options.</summary>
    private static OtlpDestination[] At(string? address, string path) =>
        Uri.TryCreate(address, UriKind.Absolute, out var receiver) ? [new(new Uri(receiver.AbsoluteUri.TrimEnd('/') + path))] : [];

    private Uri AddressOf(string signal) => new($"{Receiver!.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
}
