using OpenTelemetry.Resources;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Telemetry;

internal static class TelemetryResource
{
    public static ResourceBuilder Of(ServiceIdentity identity) => Describe(ResourceBuilder.CreateEmpty(), identity);

    /// <summary>The identity alone: the builder's own detectors would bring a second opinion of it.</summary>
    public static ResourceBuilder Describe(ResourceBuilder resource, ServiceIdentity identity) => resource
        .Clear()
        .AddAttributes(identity.Attributes.Select(attribute => new KeyValuePair<string, object>(attribute.Key, attribute.Value)))
        .AddTelemetrySdk();
}
