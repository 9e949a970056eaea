using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Trading.AppHost.Model;

/// <summary>
/// Where a service listens so that containers reach it and the network outside does not: loopback and, on Linux, the machine's own
/// address on the container runtime's default bridge.
/// </summary>
internal static class ContainerGateway
{
    private static readonly string[] Bridges = ["docker0", "podman0", "cni-podman0"];

    public static IEnumerable<string> Addresses() => Bridge() is { } bridge ? ["127.0.0.1", bridge] : ["127.0.0.1"];

    /// <summary>Null where the engine has made no bridge of its own yet, or runs in a machine of its own.</summary>
    public static string? Bridge() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => Bridges.Contains(network.Name, StringComparer.Ordinal))
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
        .Select(address => address.ToString())
        .FirstOrDefault();
}
