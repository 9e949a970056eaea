using System.Globalization;
using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Control.Replay;

public sealed class ReplayTests
{
    [Theory]
    [InlineData(RecordedData.SpotSession, "/stream")]
    [InlineData(RecordedData.UsdmSession, "/stream")]
    [InlineData("recordings/cryptofeed_BINANCE.ws.1.0.gz", "/stream")]
    public async Task Every_recorded_frame_goes_out_as_recorded_and_in_its_order(string file, string path)
    {
        var frames = RecordedData.Lines(file).Select(l => l.IndexOf("{\"stream\"", StringComparison.Ordinal) is var at && at >= 0 ? l[at..] : "").Where(l => l.Length > 0).ToList();
        var streams = frames.Select(f => JsonSerializer.Deserialize<JsonElement>(f).GetProperty("stream").GetString()!).Distinct();
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(file)), ("ReplaySpeed", "max"));
        using var socket = await venue.ConnectAsync($"{path}?streams={string.Join('/', streams)}");

        Assert.Equal(frames, await VenueHost.ReadAsync(socket, m => m.Count == frames.Count));
    }

    [Fact]
    public async Task What_was_sent_can_be_read_by_rest_and_the_book_ends_where_the_recording_does()
    {
        var trades = RecordedData.Lines(RecordedData.SpotSession).Where(l => l.Contains("@trade\"", StringComparison.Ordinal))
            .Select(l => JsonSerializer.Deserialize<JsonElement>(l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]).GetProperty("data")).ToList();
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(RecordedData.SpotSession)), ("ReplaySpeed", "max"));
        var early = await venue.GetAsync("/api/v3/depth?symbol=BTCUSDT&limit=5");
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        await VenueHost.ReadAsync(socket, m => m.Count == trades.Count);
        await Poll.UntilAsync(async () => (await venue.GetAsync("/simulator/replay")).GetProperty("state").GetString() == "completed", TimeSpan.FromSeconds(30));
        var depth = await venue.GetAsync("/api/v3/depth?symbol=BTCUSDT&limit=1");
        var page = await venue.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol=BTCUSDT&fromId={trades[100].GetProperty("t").GetInt64()}&limit=1000"));
        var minutes = await venue.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1000");

        Assert.Equal(50093239218, early.GetProperty("lastUpdateId").GetInt64());
        Assert.Equal((50093421584, "61685.99000000", "61686.00000000"), (depth.GetProperty("lastUpdateId").GetInt64(), depth.GetProperty("bids")[0][0].GetString(), depth.GetProperty("asks")[0][0].GetString()));
        Assert.Equal(trades.Skip(100).Take(1000).Select(t => t.GetProperty("t").GetInt64()), page.EnumerateArray().Select(t => t.GetProperty("id").GetInt64()));
        Assert.Equal(trades.Count, minutes.EnumerateArray().Sum(m => m[8].GetInt64()));
    }

    [Fact]
    public async Task A_client_that_comes_back_reads_by_rest_what_it_missed()
    {
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(RecordedData.SpotSession)), ("ReplaySpeed", "max"), ("ClientBufferBytes", "262144"));
        HashSet<long> ids = [];
        using (var first = await venue.ConnectAsync("/ws/btcusdt@trade"))
        {
            ids.UnionWith((await VenueHost.ReadAsync(first, m => m.Count == 1000)).Select(IdOf));
            first.Abort();
        }

        using var second = await venue.ConnectAsync("/ws/btcusdt@trade");
        ids.UnionWith((await VenueHost.ReadAsync(second, m => m.Count > 0 && IdOf(m[^1]) == 3735693015)).Select(IdOf));
        for (var next = 3735683259L; next <= 3735693015;)
        {
            var page = await venue.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol=BTCUSDT&fromId={next}&limit=1000"));
            ids.UnionWith(page.EnumerateArray().Select(t => t.GetProperty("id").GetInt64()));
            next = page[page.GetArrayLength() - 1].GetProperty("id").GetInt64() + 1;
        }

        Assert.Equal(9757, ids.Count);
        Assert.Equal((3735683259, 3735693015), (ids.Min(), ids.Max()));
    }

    [Fact]
    public async Task An_order_fills_at_the_recorded_best_price_and_leaves_the_recorded_tape_alone()
    {
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(RecordedData.SpotSession)), ("ReplaySpeed", "max"));
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        await VenueHost.ReadAsync(socket, m => m.Count == 9757);
        await Poll.UntilAsync(async () => (await venue.GetAsync("/simulator/replay")).GetProperty("state").GetString() == "completed", TimeSpan.FromSeconds(30));
        var best = await venue.GetAsync("/api/v3/ticker/bookTicker?symbol=BTCUSDT");
        var order = (await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01")).Body;
        var ledger = await venue.GetAsync("/simulator/ledger");

        // The recording ends on 2024-08-08; orders and fills live in its time.
        var last = RecordedData.Lines(RecordedData.SpotSession).Select(EventTimeOf).Max();
        Assert.Equal(last, order.GetProperty("transactTime").GetInt64());
        var trades = (await venue.SignedAsync(HttpMethod.Get, "/api/v3/myTrades", "symbol=BTCUSDT")).Body;
        Assert.Equal(last, trades[0].GetProperty("time").GetInt64());
        Assert.Equal(best.GetProperty("askPrice").GetString(), order.GetProperty("fills")[0].GetProperty("price").GetString());
        Assert.Equal(9757, ledger.GetProperty("symbols")[0].GetProperty("count").GetInt64());
        Assert.Equal(1, ledger.GetProperty("fillCount").GetInt32());
    }

    [Fact]
    public async Task The_end_is_said_to_every_listener_and_to_one_that_comes_later()
    {
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(RecordedData.SpotSession)), ("ReplaySpeed", "max"));
        using var combined = await venue.ConnectAsync("/stream?streams=btcusdt@trade");
        var early = await venue.GetAsync("/simulator/replay");
        var messages = await VenueHost.ReadAsync(combined, m => m.Count == 9758);
        using var late = await venue.ConnectAsync("/ws/btcusdt@trade");
        var first = await VenueHost.ReadAsync(late, m => m.Count == 1);
        var end = await venue.GetAsync("/simulator/replay");
        var last = RecordedData.Lines(RecordedData.SpotSession).Select(EventTimeOf).Max();

        Assert.Equal(JsonValueKind.Null, early.GetProperty("endedAt").ValueKind);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $$$"""{"stream":"!replayEnded","data":{"e":"replayEnded","E":{{{last}}}}}"""), messages[^1]);
        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $$"""{"e":"replayEnded","E":{{last}}}""")], first);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(last).UtcDateTime, end.GetProperty("time").GetDateTime());
        Assert.InRange(end.GetProperty("endedAt").GetDateTime(), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);
    }

    [Fact]
    public async Task An_order_before_the_first_message_has_the_time_at_which_the_recording_begins()
    {
        await using var venue = await VenueHost.StartAsync(("ReplayFile", RecordedData.File(RecordedData.SpotSession)));
        var order = (await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000")).Body;

        Assert.Equal(RecordedData.Lines(RecordedData.SpotSession).Select(EventTimeOf).First(time => time > 0), order.GetProperty("transactTime").GetInt64());
    }

    private static long EventTimeOf(string line)
    {
        var data = JsonSerializer.Deserialize<JsonElement>(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        data = data.TryGetProperty("data", out var inner) ? inner : data;
        return Math.Max(Number(data, "E"), Number(data, "T"));

        static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
    }

    private static long IdOf(string trade) => JsonSerializer.Deserialize<JsonElement>(trade).GetProperty("t").GetInt64();
}
