using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Benchmarks.MarketData;

/// <summary>A TCP listener that completes the WebSocket handshake and then sends the same bytes to every client as fast as they are read.</summary>
internal sealed class LoopbackVenue : IDisposable
{
    private const int Chunk = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _wire;

    public LoopbackVenue(byte[] wire)
    {
        _wire = wire;
        _listener.Start();
        new Thread(Serve) { IsBackground = true, Name = "loopback venue" }.Start();
    }

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/stream?streams=btcusdt@trade");

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        while (true)
        {
            try
            {
                using var client = _listener.AcceptSocket();
                client.NoDelay = true;
                client.Send(Encoding.ASCII.GetBytes(Answer(client)));
                for (var at = 0; at < _wire.Length; at += Chunk)
                {
                    client.Send(_wire, at, Math.Min(Chunk, _wire.Length - at), SocketFlags.None);
                }

                client.Shutdown(SocketShutdown.Send);
                client.Receive(new byte[256]);
            }
            catch (SocketException)
            {
                if (!_listener.Server.IsBound)
                {
                    return;
                }
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static string Answer(Socket client)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            request += Encoding.ASCII.GetString(buffer, 0, client.Receive(buffer));
        }

        var key = request.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
#pragma warning disable CA5350 // The handshake prescribes it.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        return $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
    }
}
