using System.Net;
using System.Net.Sockets;

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
                client.Send(HttpRequest.Read(client).WebSocketAnswer());
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
}
