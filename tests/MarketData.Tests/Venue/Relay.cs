using System.Net;
using System.Net.Sockets;

namespace Trading.MarketData.Tests.Venue;

/// <summary>Passes connections on to a venue; while it is down, it has none and takes none.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Uri _venue;
    private readonly Task _accepting;
    private bool _isDown;

    public Relay(Uri venue)
    {
        _venue = venue;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://{_listener.LocalEndpoint}");

    public void SetDown(bool isDown)
    {
        lock (_gate)
        {
            _isDown = isDown;
            if (isDown)
            {
                _open.ForEach(client => client.Dispose());
                _open.Clear();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        SetDown(true);
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await PassOnAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        var server = new TcpClient();
        await server.ConnectAsync(_venue.Host, _venue.Port, _stopping.Token);
        lock (_gate)
        {
            if (_isDown)
            {
                client.Dispose();
                server.Dispose();
                return;
            }

            _open.AddRange([client, server]);
        }

        _ = CopyAsync(client, server);
        _ = CopyAsync(server, client);
    }

    /// <summary>The end of one way is the end of both.</summary>
    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: by a side, or by the test.
        }

        from.Dispose();
        to.Dispose();
    }
}
