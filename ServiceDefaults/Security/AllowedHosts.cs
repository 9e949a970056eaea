using System.Net;
using Microsoft.AspNetCore.Http;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Loopback and the configured hosts. Any other name may be a foreign one that was pointed at this machine (DNS rebinding).
/// </summary>
internal sealed class AllowedHosts(CallerOptions options)
{
    private readonly HashSet<string> _names = new([.. options.Hosts.Select(Bare), "localhost"], StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<IPAddress> _addresses =
        [.. options.Hosts.Select(host => IPAddress.TryParse(Bare(host), out var address) ? address : null).OfType<IPAddress>()];

    /// <param name="byAnyAddress">Probes and scrapers call pods by their addresses; a rebound name is still a name.</param>
    public bool Allows(HostString host, bool byAnyAddress)
    {
        if (!host.HasValue)
        {
            return byAnyAddress;
        }

        var name = Bare(host.Host);
        return IPAddress.TryParse(name, out var address)
            ? byAnyAddress || IPAddress.IsLoopback(address) || _addresses.Contains(address)
            : _names.Contains(name);
    }

    private static string Bare(string host) => host.Trim('[', ']').TrimEnd('.');
}
