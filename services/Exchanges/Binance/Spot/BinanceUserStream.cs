using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>
/// Execution reports over the WebSocket API: <c>userDataStream.subscribe.signature</c>, then <c>{"subscriptionId":0,"event":
/// {"e":"executionReport",…}}</c>. Listen keys are gone from spot.
/// https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/user-data-stream-requests
/// </summary>
public sealed class BinanceUserStream(TradingSettings settings, ServerClock clock) : IUserStream
{
    private const string SubscribeId = "subscribe";

    public async IAsyncEnumerable<UserStreamUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("User-Agent", "trading-order-execution");
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        });
        await socket.ConnectAsync(settings.UserStreamUrl, invoker, cancellationToken);
        await socket.SendAsync(Subscription(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        var buffer = new byte[16 * 1024];
        while (await ReceiveAsync(socket, buffer, cancellationToken) is { } message)
        {
            if (Read(message) is { } update)
            {
                yield return update;
            }
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReceiveAsync(
        ClientWebSocket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += result.Count;
            if (result.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }

            if (length == buffer.Length)
            {
                throw new WebSocketException(WebSocketError.HeaderError, "A user data message is larger than 16 KiB.");
            }
        }
    }

    private static UserStreamUpdate? Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            if (root.TryGetProperty("id", out var id) && id.ValueEquals(SubscribeId))
            {
                return root.GetProperty("status").GetInt32() == 200
                    ? new UserStreamUpdate.Subscribed()
                    : throw new WebSocketException(WebSocketError.NotAWebSocket, $"The venue refused the subscription: {Refusal(root)}");
            }

            var report = root.TryGetProperty("event", out var wrapped) ? wrapped : root;
            return report.TryGetProperty("e", out var kind) && kind.ValueEquals("executionReport")
                ? new UserStreamUpdate.Report(BinanceJson.ExecutionReport(report))
                : null;
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            // The connection is opened again and everything open is queried by REST: nothing is lost by giving up here.
            throw new WebSocketException(WebSocketError.InvalidMessageType, "A user data message is not understood.", exception);
        }
    }

    private static string Refusal(JsonElement root)
    {
        var (code, message) = BinanceErrors.Read(root.TryGetProperty("error", out var error) ? error : null) ?? (0, "");
        return string.Create(CultureInfo.InvariantCulture, $"{code} {message}");
    }

    // Signed over the parameters sorted by name.
    private ReadOnlyMemory<byte> Subscription()
    {
        var timestamp = clock.NowMs();
        var payload = string.Create(
            CultureInfo.InvariantCulture, $"apiKey={settings.ApiKey}&recvWindow={settings.RecvWindowMs}&timestamp={timestamp}");
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            id = SubscribeId,
            method = "userDataStream.subscribe.signature",
            @params = new
            {
                apiKey = settings.ApiKey,
                recvWindow = settings.RecvWindowMs,
                timestamp,
                signature = new HmacSigner(settings.ApiSecret).Sign(payload),
            },
        }));
    }
}
