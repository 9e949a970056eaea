namespace Trading.AppHost.Servers;

/// <summary>A process that Prometheus asks for metrics.</summary>
/// <param name="Service">The <c>service</c> label of all its series.</param>
internal sealed record ScrapeTarget(string Service, string HostAndPort);
