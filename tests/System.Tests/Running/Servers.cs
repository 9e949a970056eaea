using Trading.AppHost.Servers;
using Trading.Testing;

namespace Trading.SystemTests.Running;

/// <summary>Ends a test of mode <c>local</c> where the servers are not installed.</summary>
public static class Servers
{
    public static void NeededFor(string mode)
    {
        if (mode == "local" && InstalledServers.Missing() is { Count: > 0 } missing)
        {
            Needs.Stop($"Mode local needs {string.Join(", ", missing)}: infra/servers/install.sh installs them.");
        }
    }
}
