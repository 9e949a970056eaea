using OpenTelemetry.Resources;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Telemetry;

internal static class TelemetryResource
{
    public static ResourceBuilder Of(ServiceIdentity identity) => Describe(ResourceBuilder.CreateEmpty(), identity);

    public static ResourceBuilder Describe(ResourceBuilder resource, ServiceIdentity identity) => resource
        .AddService(identity.Name, serviceNamespace: "trading", serviceVersion: identity.Version, serviceInstanceId: identity.InstanceId)
        .AddAttributes(
        [
            new("deployment.environment.name", identity.Environment),
            new("host.name", identity.Host),
        ])
        .AddTelemetrySdk();
}
