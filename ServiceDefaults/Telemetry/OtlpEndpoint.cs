using Microsoft.Extensions.Configuration;

namespace Trading.ServiceDefaults.Telemetry;

internal static class OtlpEndpoint
{
    /// <summary>Telemetry is sent only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
    public static bool IsSet(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
}
