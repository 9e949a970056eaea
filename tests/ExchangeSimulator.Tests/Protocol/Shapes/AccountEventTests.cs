using System.Globalization;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>Account events of both markets against the documented ones.</summary>
public sealed class AccountEventTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    private const string Market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01";

    [Fact]
    public async Task Spot_events_have_the_names_and_types_of_documented_ones()
    {
        using var socket = await venue.Host.ConnectAsync("/ws-api/v3");
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var signature = VenueHost.Sign(string.Create(CultureInfo.InvariantCulture, $"apiKey=simulator-development-key&timestamp={stamp}"));
        await VenueHost.SayAsync(socket, string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"a","method":"userDataStream.subscribe.signature","params":{"apiKey":"simulator-development-key","timestamp":{{{stamp}}},"signature":"{{{signature}}}"}}"""));
        var reply = (await VenueHost.ReadAsync(socket, m => m.Count == 1))[0];
        await venue.Host.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=150000");
        var placed = await EventAsync(socket, "\"x\":\"NEW\"");
        await venue.Host.SignedAsync(HttpMethod.Post, "/api/v3/order", Market);
        var balances = await EventAsync(socket, "\"e\":\"outboundAccountPosition\"");

        Assert.Equal(JsonShape.Of(Recorded.ExampleReply("Spot/Account/Order")), JsonShape.Of(reply));
        Assert.Equal(JsonShape.Of(Recorded.ExampleEvent("Spot/Account/Order")), JsonShape.Of(placed.GetProperty("event")));
        Assert.Equal(JsonShape.Of(Recorded.ExampleEvent("Spot/Account/AccountPosition")), JsonShape.Of(balances.GetProperty("event")));
    }

    [Fact]
    public async Task Usdm_events_have_the_names_and_types_of_documented_ones()
    {
        var key = (await venue.Host.SignedAsync(HttpMethod.Post, "/fapi/v1/listenKey")).Body.GetProperty("listenKey").GetString();
        using var socket = await venue.Host.ConnectAsync($"/private/ws/{key}");
        await venue.Host.SignedAsync(HttpMethod.Post, "/fapi/v1/order", Market);
        var order = JsonShape.Of(await EventAsync(socket, "\"e\":\"ORDER_TRADE_UPDATE\""));
        var account = JsonShape.Of(await EventAsync(socket, "\"e\":\"ACCOUNT_UPDATE\""));
        var documented = JsonShape.Of(Recorded.ExampleEvent("UsdFutures/OrderUpdate"));

        // The example is a trailing stop: these two are its alone.
        Assert.Equal([".o.AP:String", ".o.cr:String"], documented.Except(order, StringComparer.Ordinal));
        Assert.Empty(order.Except(documented, StringComparer.Ordinal));
        Assert.Equal(JsonShape.Of(Recorded.ExampleEvent("UsdFutures/AccountUpdate")), account);
    }

    private static async Task<JsonElement> EventAsync(System.Net.WebSockets.ClientWebSocket socket, string part) =>
        JsonSerializer.Deserialize<JsonElement>((await VenueHost.ReadAsync(socket, m => m.Count > 0 && m[^1].Contains(part, StringComparison.Ordinal)))[^1]);
}
