using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trading.AllInOne.Tests.SecondVenue;

/// <summary>
/// An exchange with JSON of its own: one pair, a trade and a change of its book every twentieth of a second, candles of any time, and
/// market
/// orders that are filled at once. Streams are joined by a command: <c>{"join":["prints.BTCUSDT"]}</c>.
/// </summary>
internal sealed class HarborExchange : IAsyncDisposable
{
    public const string Pair = "BTCUSDT";
    public const string Key = "harbor-key-0123456789";

    private readonly Lock _gate = new();
    private readonly List<JsonObject> _prints = [];
    private readonly ConcurrentDictionary<string, JsonObject> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<string>, IReadOnlyList<string>> _streams = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _app;
    private readonly Task _trading;
    private long _sequence = 1000;

    private HarborExchange(WebApplication app)
    {
        _app = app;
        app.UseWebSockets();
        app.Map("/stream", StreamAsync);
        app.Map("/reports", StreamAsync);
        app.MapGet("/pairs", () => new[] { new { Pair, Base = "BTC", Quote = "USDT", Tick = "0.01", Lot = "0.001" } });
        app.MapGet("/prints", (long? after, int count) => Locked(() => after is { } from
            ? _prints.Where(print => (long)print["no"]! >= from).Take(count).ToArray()
            : _prints.TakeLast(count).ToArray()));
        app.MapGet("/candles", Candles);
        app.MapGet("/ladder", () => Locked(() => Ladder(_sequence)));
        app.MapGet(
            "/holdings",
            () => new[] { new { Asset = "USDT", Free = "100000", Held = "0" }, new { Asset = "BTC", Free = "10", Held = "0" } });
        app.MapPost("/orders", Place);
        app.MapGet("/orders/{id}", (string id) => _orders.TryGetValue(id, out var order) ? Results.Json(order) : Results.NotFound());
        _trading = TradeAsync();
    }

    public Uri Url => new(_app.Urls.First());

    public int Orders => _orders.Count;

    public static async Task<HarborExchange> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var exchange = new HarborExchange(builder.Build());
        await exchange._app.StartAsync();
        return exchange;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _trading;
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static JsonObject Ladder(long sequence) => new()
    {
        ["seq"] = sequence,
        ["bids"] = new JsonArray(new JsonArray("99.99", Text(1 + sequence % 5)), new JsonArray("99.98", "3")),
        ["asks"] = new JsonArray(new JsonArray("100.01", Text(1 + sequence % 7)), new JsonArray("100.02", "3")),
    };

    /// <summary>Rows <c>[opened, open, high, low, close, volume, trades]</c>: any time has a candle, and every one is its own.</summary>
    private static JsonArray Candles(int seconds, long from, long to, int count)
    {
        var size = seconds * 1000L;
        var rows = new JsonArray();
        for (var open = (from + size - 1) / size * size; open <= Math.Min(to, Now()) && rows.Count < count; open += size)
        {
            var price = 100m + (open / size % 10);
            rows.Add(new JsonArray(open, Text(price), Text(price + 2), Text(price - 1), Text(price + 1), "12.5", 7));
        }

        return rows;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    private async Task TradeAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!_stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            lock (_gate)
            {
                var buy = _prints.Count % 3 != 0;
                var print = new JsonObject
                {
                    ["no"] = _prints.Count + 1L,
                    ["px"] = buy ? "100.01" : "99.99",
                    ["sz"] = "0.25",
                    ["by"] = buy ? "buyer" : "seller",
                    ["ms"] = Now(),
                };
                _prints.Add(print);
                Send("prints." + Pair, new JsonObject { ["on"] = "prints", ["pair"] = Pair, ["print"] = print.DeepClone() });
                var ladder = Ladder(++_sequence);
                Send("top." + Pair, new JsonObject { ["on"] = "top", ["pair"] = Pair, ["ms"] = Now(), ["ladder"] = ladder });
                Send(
                    "ladder." + Pair,
                    new JsonObject { ["on"] = "ladder", ["pair"] = Pair, ["ms"] = Now(), ["ladder"] = ladder.DeepClone() });
            }
        }
    }

    private IResult Place(JsonObject order, HttpContext http)
    {
        if (http.Request.Headers["X-Harbor-Key"] != Key)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var number = _orders.Count + 1;
        order["no"] = number;
        order["state"] = "done";
        order["ms"] = Now();
        order["fills"] = new JsonArray(new JsonObject
        {
            ["no"] = number,
            ["px"] = (string)order["side"]! == "buy" ? "100.01" : "99.99",
            ["sz"] = (string)order["size"]!,
            ["fee"] = "0.01",
        });
        _orders[(string)order["id"]!] = order;
        Send("reports", order);
        return Results.Json(order);
    }

    private void Send(string topic, JsonObject message)
    {
        var text = message.ToJsonString();
        foreach (var (stream, _) in _streams.Where(stream => stream.Value.Contains(topic, StringComparer.Ordinal)))
        {
            stream.Writer.TryWrite(text);
        }
    }

    private async Task StreamAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var outgoing = Channel.CreateUnbounded<string>();
        if (http.Request.Path == "/reports")
        {
            _streams[outgoing] = ["reports"];
            outgoing.Writer.TryWrite("""{"ready":true}""");
        }

        var reading = ReadAsync(socket, outgoing);
        await foreach (var text in outgoing.Reader.ReadAllAsync(CancellationToken.None))
        {
            await socket.SendAsync(
                System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        await reading;
    }

    private async Task ReadAsync(WebSocket socket, Channel<string> outgoing)
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), _stop.Token) is { MessageType: WebSocketMessageType.Text } read)
            {
                using var command = JsonDocument.Parse(buffer.AsMemory(0, read.Count));
                _streams[outgoing] = [.. command.RootElement.GetProperty("join").EnumerateArray().Select(topic => topic.GetString()!)];
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The other end has gone, or the exchange stops: the stream ends below.
        }

        _streams.TryRemove(outgoing, out _);
        outgoing.Writer.TryComplete();
    }
}
