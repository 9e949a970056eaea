using Trading.AppHost.Local;

namespace Trading.Testing;

/// <summary>A port of loopback that nobody listens on.</summary>
public static class FreePort
{
    private static readonly FreePorts Ports = new();
    private static readonly Lock Choosing = new();

    public static int Next()
    {
        lock (Choosing)
        {
            return Ports.Any();
        }
    }
}
