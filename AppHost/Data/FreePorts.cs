using System.Net;
using System.Net.Sockets;

namespace Trading.AppHost.Data;

/// <summary>Ports of this machine that no process listens on. None is handed out twice by one instance.</summary>
internal sealed class FreePorts
{
    private readonly HashSet<int> _taken = [];

    /// <summary>The wished port when it is free, else the next free one above it.</summary>
    public int Next(int wished)
    {
        for (var port = wished; port <= IPEndPoint.MaxPort; port++)
        {
            if (!_taken.Contains(port) && IsFree(port))
            {
                _taken.Add(port);
                return port;
            }
        }

        return Any();
    }

    /// <summary>Some free port, chosen by the system.</summary>
    public int Any()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (_taken.Add(port))
            {
                return port;
            }
        }
    }

    public static bool IsFree(int port)
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
