using Microsoft.Extensions.Configuration;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// Where <c>/metrics</c> is served: <c>METRICS_ADDR</c> is empty (the service's own port), <c>off</c>, or <c>host:port</c>.
/// </summary>
/// <param name="OnServicePort">On the port of the service's API.</param>
/// <param name="Url">Of the separate listener, if there is one.</param>
public sealed record MetricsAddress(bool OnServicePort, string? Url)
{
    public const string Variable = "METRICS_ADDR";

    public static MetricsAddress From(IConfiguration configuration)
    {
        var address = configuration[Variable]?.Trim();
        return address switch
        {
            null or "" => new MetricsAddress(true, null),
            _ when address.Equals("off", StringComparison.OrdinalIgnoreCase) => new MetricsAddress(false, null),
            _ when address.StartsWith(':') => new MetricsAddress(false, "http://*" + address),
            _ => new MetricsAddress(false, "http://" + address),
        };
    }
}
