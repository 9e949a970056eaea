using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Trading.ExchangeSimulator.Faults;
using Trading.ExchangeSimulator.Rest;
using Trading.ExchangeSimulator.Tape;
using Trading.ExchangeSimulator.Venue;

namespace Trading.ExchangeSimulator.Streams;

/// <summary>
/// The stream endpoints. The WebSocket handshake is done here and the frames are written by <see cref="StreamConnection"/>:
/// one encoded frame then serves every client, and many frames leave in one write.
/// </summary>
public sealed class StreamApi(
    Exchange exchange, FaultBoard faults, ConnectionGate gate, RateLimits limits, SimulatorOptions options, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<StreamApi> log)
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MaxStreams = 1024;

    public async Task ServeAsync(HttpContext http, MarketKind kind, bool combined, string streams, string? prefix = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(streams);
        var names = streams.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MaxStreams)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await ConnectAsync(http, kind, combined, names.Length, async connection =>
        {
            var control = new StreamControl(exchange, connection, prefix);
            exchange.Run(() => control.Subscribe(names));
            await connection.RunAsync(control.Handle, lifetime.ApplicationStopping);
        });
    }

    /// <summary>The WebSocket API, which carries the account's events.</summary>
    public Task ServeUserAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return ConnectAsync(http, MarketKind.Spot, combined: false, 0, async connection =>
        {
            using var control = new UserStreamControl(exchange, connection, limits, options);
            await connection.RunAsync(control.Handle, lifetime.ApplicationStopping);
        });
    }

    private async Task ConnectAsync(HttpContext http, MarketKind kind, bool combined, int streams, Func<StreamConnection, Task> run)
    {
        var client = http.Connection.RemoteIpAddress?.ToString() ?? "local";
        if (!gate.Enter(client, clock.GetUtcNow()))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        if (await UpgradeAsync(http) is not { } stream)
        {
            return;
        }

        await using (stream)
        {
            using var connection = new StreamConnection(stream, kind, combined, ConnectionLimits.Of(kind, options), faults.Connect(), clock);
            exchange.Run(() => exchange.Hub.Add(connection));
            log.Connected(client, http.Request.Path, streams);
            await run(connection);
            exchange.Run(() => exchange.Hub.Remove(connection));
            log.Disconnected(client, http.Request.Path, connection.CutReason ?? "closed by the client");
        }
    }

    /// <returns>The raw stream after a handshake, or null after a refusal was written.</returns>
    public static async Task<Stream?> UpgradeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var upgrade = http.Features.Get<IHttpUpgradeFeature>();
        string? key = http.Request.Headers.SecWebSocketKey;
        if (upgrade is not { IsUpgradableRequest: true } || string.IsNullOrEmpty(key))
        {
            http.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            await http.Response.WriteAsync("WebSocket upgrade expected.", http.RequestAborted);
            return null;
        }

        // SHA-1 is what RFC 6455 prescribes for the handshake; it protects nothing.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeSuffix)));
#pragma warning restore CA5350
        http.Response.Headers.SecWebSocketAccept = accept;
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.Connection = "Upgrade";
        return await upgrade.UpgradeAsync();
    }
}
