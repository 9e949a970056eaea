using System.Net;
using System.Net.Sockets;

namespace Trading.Testing;

/// <summary>Ports of this machine that no process listens on. None is given twice.</summary>
public static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Given)
            {
                if (Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    public static bool Is(int port)
    {
        try
        {
            foreach (var address in (IPAddress[])[IPAddress.Any, IPAddress.Loopback])
            {
                using var listener = new TcpListener(address, port) { ExclusiveAddressUse = true };
                listener.Start();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
