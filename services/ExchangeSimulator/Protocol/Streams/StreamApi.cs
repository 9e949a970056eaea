using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// The stream endpoints. The WebSocket handshake is done here and the frames are written by <see cref="StreamConnection"/>:
/// one encoded frame then serves every client, and many frames leave in one write.
/// </summary>
internal sealed class StreamApi(
    Exchange exchange, StreamHub hub, FaultRegistry faults, ConnectionGate gate, RateLimits limits, SimulatorOptions options,
    TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<StreamApi> log)
{
    private const string HandshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int MaxStreams = 1024;

    public async Task ServeAsync(HttpContext http, MarketKind kind, bool combined, string? streams, string? prefix)
    {
        var names = (streams ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MaxStreams)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await ConnectAsync(http, kind, combined, names.Length, async (connection, upgradeAsync) =>
        {
            // Before the client learns that it is connected: an order that it sends then is already reported.
            var control = new StreamControl(exchange, hub, connection, prefix);
            exchange.Run(() => control.Subscribe(names));
            await connection.RunAsync(upgradeAsync, control.Handle, lifetime.ApplicationStopping);
        });
    }

    /// <summary>The WebSocket API, which carries the account's events.</summary>
    public Task ServeUserAsync(HttpContext http)
    {
        return ConnectAsync(http, MarketKind.Spot, combined: false, 0, async (connection, upgradeAsync) =>
        {
            using var control = new SpotUserStream(exchange, connection, limits, options);
            await connection.RunAsync(upgradeAsync, control.Handle, lifetime.ApplicationStopping);
        });
    }

    private async Task ConnectAsync(
        HttpContext http, MarketKind kind, bool combined, int streams, Func<StreamConnection, Func<Task<Stream>>, Task> runAsync)
    {
        var client = http.Connection.RemoteIpAddress?.ToString() ?? "local";
        string? key = http.Request.Headers.SecWebSocketKey;
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || string.IsNullOrEmpty(key))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync("WebSocket upgrade expected.", http.RequestAborted);
            return;
        }

        if (gate.Enter(http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent.ToString(), clock.GetUtcNow()) is { } wait)
        {
            await RefuseAsync(http, wait);
            return;
        }

        using var connection = new StreamConnection(
            kind, combined, ConnectionLimits.Of(MarketRules.Of(kind), options), new ConnectionFaults(faults, clock), clock);
        exchange.Run(() => hub.Add(connection));
        try
        {
            log.Connected(client, http.Request.Path, streams);
            await runAsync(connection, () => UpgradeAsync(http, upgrade, key));
        }
        finally
        {
            exchange.Run(() => hub.Remove(connection));
            log.Disconnected(client, http.Request.Path, connection.CutReason ?? "closed by the client");
        }
    }

    private Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.ContentType = "application/json;charset=UTF-8";
        var limit = options.ConnectionAttemptsPer5Minutes.ToString(CultureInfo.InvariantCulture);
        var refusal = new ControlError(-1003, $"Too many connections; current limit is {limit} connection attempts per 5 MINUTE per IP.");
        return http.Response.Body.WriteAsync(StreamJson.Write(refusal), http.RequestAborted).AsTask();
    }

    /// <returns>The raw stream after the handshake.</returns>
    private static Task<Stream> UpgradeAsync(HttpContext http, IHttpUpgradeFeature upgrade, string key)
    {
        // SHA-1 is what RFC 6455 prescribes for the handshake; it protects nothing.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + HandshakeSuffix)));
#pragma warning restore CA5350
        http.Response.Headers.SecWebSocketAccept = accept;
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.Connection = "Upgrade";
        return upgrade.UpgradeAsync();
    }
}
