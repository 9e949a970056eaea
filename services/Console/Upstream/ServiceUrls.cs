using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Trading.WebConsole.Upstream;

/// <summary>
/// Base addresses of the services, from section <c>Services</c>. A service without one is taken to run in this process, at the
/// first address that the host listens on.
/// </summary>
internal sealed class ServiceUrls(IConfiguration configuration, IServer server)
{
    public Uri this[UpstreamService service]
    {
        get
        {
            var configured = configuration[$"Services:{service}"];
            return string.IsNullOrWhiteSpace(configured) ? Own() : new Uri(configured.TrimEnd('/') + "/");
        }
    }

    private Uri Own()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new HttpRequestException("the host listens on no address yet");
        return new Uri(address.Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)
            .TrimEnd('/') + "/");
    }
}
