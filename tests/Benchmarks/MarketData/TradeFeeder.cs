using System.Net;
using System.Net.Sockets;

namespace Trading.Benchmarks.MarketData;

/// <summary>
/// A venue on loopback that sends a given number of trades as fast as they are read, stamped with the present time, and answers REST
/// with nothing: what it has not streamed cannot be fetched.
/// </summary>
internal sealed class TradeFeeder : IDisposable
{
    // As many trades as go out in one write.
    private const int Chunk = 400;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TradeWire _wire;
    private readonly long _total;
    private readonly ManualResetEventSlim _go = new();
    private long _sent;

    public TradeFeeder(TradeWire wire, long total)
    {
        _wire = wire;
        _total = total;
        FirstId = wire.NextId;
        _listener.Start();
        new Thread(Accept) { IsBackground = true, Name = "trade feeder" }.Start();
    }

    public long FirstId { get; }

    public long Sent => Volatile.Read(ref _sent);

    /// <summary>How often a stream was opened: a second time means that trades were lost on the way.</summary>
    public int Streams { get; private set; }

    public string Endpoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Lets the trades go.</summary>
    public void Go() => _go.Set();

    public void Dispose()
    {
        _go.Set();
        _listener.Dispose();
        _go.Dispose();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptSocket();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The listener was closed: the benchmark is over.
        }
    }

    private void Serve(Socket client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                var request = HttpRequest.Read(client);
                if (request.IsWebSocket)
                {
                    client.Send(request.WebSocketAnswer());
                    Streams++;
                    Feed(client);
                    client.Receive(new byte[256]);
                }
                else
                {
                    client.Send(HttpRequest.JsonAnswer(
                        request.Path.EndsWith("depth", StringComparison.Ordinal) ? """{"lastUpdateId":1,"bids":[],"asks":[]}""" : "[]"));
                    client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (SocketException)
        {
            // The service has gone; how far it came is read from the store.
        }
    }

    private void Feed(Socket client)
    {
        _go.Wait();
        for (var at = 0; _sent < _total;)
        {
            var to = (int)Math.Min(Math.Min(at + Chunk, _wire.Trades), at + _total - _sent);
            client.Send(_wire.Stamp(at, to, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).Span);
            Volatile.Write(ref _sent, _sent + to - at);
            at = to == _wire.Trades ? 0 : to;
        }
    }
}
