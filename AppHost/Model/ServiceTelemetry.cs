namespace Trading.AppHost.Model;

/// <summary>Traces, metrics and logs of a service to Aspire's dashboard.</summary>
internal static class ServiceTelemetry
{
    /// <summary>New traces a second and process that the dashboard gets. A trace with an order is always whole.</summary>
    private const string TracesPerSecond = "1";

    /// <summary>A receiver of the user's own, by OpenTelemetry's variable, takes the dashboard's place.</summary>
    public static void SendToDashboard(IResourceBuilder<ExecutableResource> service, RunOptions options)
    {
        if (!options.Dashboard || Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 })
        {
            return;
        }

        service.WithOtlpExporter();
        service.WithEnvironment(context =>
        {
            // Aspire asks for every trace: a tick stream makes thousands a minute, and the dashboard's page stays blank.
            context.EnvironmentVariables.Remove("OTEL_TRACES_SAMPLER");
            context.EnvironmentVariables.TryAdd(
                "Telemetry__Sampler", Environment.GetEnvironmentVariable("Telemetry__Sampler") ?? "RateLimited");
            context.EnvironmentVariables.TryAdd(
                "Telemetry__TracesPerSecond", Environment.GetEnvironmentVariable("Telemetry__TracesPerSecond") ?? TracesPerSecond);
        });
    }
}
