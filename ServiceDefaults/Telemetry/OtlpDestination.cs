using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>
/// Somebody who is sent traces, metrics and logs: the address in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> (with OpenTelemetry's other
/// variables), the one in <c>Telemetry:CollectorUrl</c>, both, or nobody.
/// </summary>
/// <param name="Collector">Null takes what the variables say.</param>
internal sealed record OtlpDestination(Uri? Collector)
{
    public static IReadOnlyList<OtlpDestination> Of(IConfiguration configuration)
    {
        var destinations = new List<OtlpDestination>();
        if (!string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            destinations.Add(new OtlpDestination(Collector: null));
        }

        // An address that is none is refused by the check of the options.
        if (Uri.TryCreate(configuration.ReadNow<TelemetryOptions>(TelemetryOptions.Section).CollectorUrl, UriKind.Absolute, out var collector))
        {
            destinations.Add(new OtlpDestination(collector));
        }

        return destinations;
    }

    /// <summary>Of an exporter's options. One per signal: exporters of one name share all that is configured for it, the address too.</summary>
    public string? NameFor(string signal) => Collector is null ? null : "collector-" + signal;

    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        if (Collector is not null)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = new Uri($"{Collector.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
        }
    }
}
