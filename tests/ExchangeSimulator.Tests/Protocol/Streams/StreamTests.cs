using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Streams;

public sealed class StreamTests(SpotVenue spot) : IClassFixture<SpotVenue>
{
    private VenueHost Venue => spot.Host;

    [Fact]
    public async Task Trades_arrive_one_after_the_other_and_are_those_of_the_ledger()
    {
        using var socket = await Venue.ConnectAsync("/ws/btcusdt@trade");
        var trades = (await VenueHost.ReadAsync(socket, m => m.Count == 40)).Select(m => JsonSerializer.Deserialize<JsonElement>(m)).ToList();
        var first = trades[0].GetProperty("t").GetInt64();
        var ledger = await Venue.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/simulator/ledger?symbol=BTCUSDT&fromId={first}&limit=40"));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => first + i), trades.Select(t => t.GetProperty("t").GetInt64()));
        Assert.Equal(
            ledger.GetProperty("trades").EnumerateArray().Select(t => decimal.Parse(t.GetProperty("price").GetString()!, CultureInfo.InvariantCulture)),
            trades.Select(t => decimal.Parse(t.GetProperty("p").GetString()!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Subscriptions_change_while_the_connection_is_open()
    {
        using var socket = await Venue.ConnectAsync("/stream");
        await VenueHost.SayAsync(socket, """{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","ethusdt@bookTicker"],"id":1}""");
        await VenueHost.SayAsync(socket, """{"method":"UNSUBSCRIBE","params":["ethusdt@bookTicker"],"id":2}""");
        await VenueHost.SayAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":3}""");
        await VenueHost.SayAsync(socket, "{nonsense");
        var messages = await VenueHost.ReadAsync(socket, m => m.Any(x => x.Contains("aggTrade\",", StringComparison.Ordinal)) && m.Any(x => x.Contains("\"error\"", StringComparison.Ordinal)));

        Assert.Contains("""{"result":null,"id":1}""", messages);
        Assert.Contains("""{"result":["btcusdt@aggTrade"],"id":3}""", messages);
        Assert.Contains(messages, m => m.Contains("\"code\":3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_talks_too_much_is_disconnected()
    {
        using var socket = await Venue.ConnectAsync("/ws/btcusdt@trade");
        for (var i = 0; i < 8; i++)
        {
            await VenueHost.SayAsync(socket, """{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        await VenueHost.ReadAsync(socket, _ => false);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Fills_reach_the_account_stream_in_its_envelope()
    {
        using var socket = await Venue.ConnectAsync("/ws-api/v3");
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var payload = string.Create(CultureInfo.InvariantCulture, $"apiKey=simulator-development-key&timestamp={stamp}");
        await VenueHost.SayAsync(socket, string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"a\",\"method\":\"userDataStream.subscribe.signature\",\"params\":{{\"apiKey\":\"simulator-development-key\",\"timestamp\":{stamp},\"signature\":\"{VenueHost.Sign(payload)}\"}}}}"));
        var answer = (await VenueHost.ReadAsync(socket, m => m.Count == 1))[0];
        await Venue.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newClientOrderId=streamed");
        var events = (await VenueHost.ReadAsync(socket, m => m.Any(x => x.Contains("\"x\":\"TRADE\"", StringComparison.Ordinal))))
            .Select(m => JsonSerializer.Deserialize<JsonElement>(m)).ToList();
        var fill = events.Select(e => e.GetProperty("event")).Last(e => e.GetProperty("e").GetString() == "executionReport");

        Assert.Contains("\"status\":200", answer, StringComparison.Ordinal);
        Assert.Equal(("streamed", "TRADE"), (fill.GetProperty("c").GetString(), fill.GetProperty("x").GetString()));
        Assert.Equal(0, events[0].GetProperty("subscriptionId").GetInt32());
    }
}
