using System.Globalization;
using System.Net;
using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Rest;

public sealed class SpotRestTests(SpotVenue spot) : IClassFixture<SpotVenue>
{
    private const string Order = "/api/v3/order";
    private VenueHost Venue => spot.Host;

    [Theory]
    [InlineData("/api/v3/klines?symbol=BOGUS&interval=1m", 400, -1121, "Invalid symbol.")]
    [InlineData("/api/v3/klines?symbol=BTCUSDT&interval=7m", 400, -1120, "Invalid interval.")]
    [InlineData("/api/v3/klines?interval=1m", 400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("/api/v3/depth?symbol=btcusdt", 400, -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'.")]
    [InlineData("/api/v3/trades?symbol=BTCUSDT&limit=abc", 400, -1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.")]
    [InlineData("/api/v3/aggTrades?symbol=BTCUSDT&fromId=1&startTime=1", 400, -1128, "Combination of optional parameters invalid.")]
    public async Task Bad_parameters_get_the_venues_own_error(string path, int status, int code, string message)
    {
        var (answered, body, _) = await Venue.SendAsync(HttpMethod.Get, path);

        Assert.Equal((status, code, message), ((int)answered, body.GetProperty("code").GetInt32(), body.GetProperty("msg").GetString()));
    }

    [Fact]
    public async Task Keys_times_and_signatures_are_checked_in_the_venues_order()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.Equal(-2014, CodeOf(await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", key: null)));
        Assert.Equal(-2015, CodeOf(await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", key: "someone-else")));
        Assert.Equal(-1021, CodeOf(await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", timestamp: now - 6_000)));
        Assert.Equal(-1021, CodeOf(await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", timestamp: now + 5_000)));
        Assert.Equal(-1022, CodeOf(await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", signature: new string('a', 64))));
        Assert.Equal(HttpStatusCode.OK, (await Venue.SignedAsync(HttpMethod.Get, "/api/v3/account", "recvWindow=10000", timestamp: now - 6_000)).Status);
    }

    [Theory]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000.001", -1013, "Filter failure: PRICE_FILTER")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0000011&price=60000", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.00001&price=60000", -1013, "Filter failure: NOTIONAL")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=1000", -1013, "Filter failure: PERCENT_PRICE_BY_SIDE")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=900&price=60000", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=100&price=60000", -2010, "Account has insufficient balance for requested action.")]
    [InlineData("side=HOLD&type=LIMIT&timeInForce=GTC&quantity=1&price=60000", -1117, "Invalid side.")]
    [InlineData("side=BUY&type=ICEBERG&quantity=1", -1116, "Invalid orderType.")]
    [InlineData("side=BUY&type=LIMIT&timeInForce=DAY&quantity=1&price=60000", -1115, "Invalid timeInForce.")]
    [InlineData("side=BUY&type=LIMIT&quantity=1&price=60000", -1102, "Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed.")]
    [InlineData("side=BUY&type=MARKET&quantity=1&price=60000", -1106, "Parameter 'price' sent when not required.")]
    [InlineData("side=BUY&type=MARKET&quantity=0.123456789", -1111, "Parameter 'quantity' has too much precision.")]
    public async Task Orders_that_break_a_rule_are_refused_by_its_name(string query, int code, string message)
    {
        var (status, body, _) = await Venue.SignedAsync(HttpMethod.Post, Order, $"symbol=BTCUSDT&{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code, message), (status, body.GetProperty("code").GetInt32(), body.GetProperty("msg").GetString()));
    }

    [Fact]
    public async Task An_order_can_be_placed_found_listed_and_cancelled()
    {
        var placed = (await Venue.SignedAsync(HttpMethod.Post, Order, "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=90000&newClientOrderId=life-1")).Body;
        var found = (await Venue.SignedAsync(HttpMethod.Get, Order, "symbol=BTCUSDT&origClientOrderId=life-1")).Body;
        var open = (await Venue.SignedAsync(HttpMethod.Get, "/api/v3/openOrders", "symbol=BTCUSDT")).Body;
        var cancelled = (await Venue.SignedAsync(HttpMethod.Delete, Order, "symbol=BTCUSDT&origClientOrderId=life-1")).Body;
        var again = await Venue.SignedAsync(HttpMethod.Delete, Order, "symbol=BTCUSDT&origClientOrderId=life-1");
        var absent = await Venue.SignedAsync(HttpMethod.Get, Order, "symbol=BTCUSDT&origClientOrderId=none");

        Assert.Equal("NEW", placed.GetProperty("status").GetString());
        Assert.Equal(placed.GetProperty("orderId").GetInt64(), found.GetProperty("orderId").GetInt64());
        Assert.Contains(open.EnumerateArray(), o => o.GetProperty("clientOrderId").GetString() == "life-1");
        Assert.Equal(("CANCELED", "life-1"), (cancelled.GetProperty("status").GetString(), cancelled.GetProperty("origClientOrderId").GetString()));
        Assert.Equal((-2011, -2013), (CodeOf(again), CodeOf(absent)));
    }

    [Fact]
    public async Task Trades_by_id_cross_from_the_history_into_the_tape()
    {
        var ledger = await Poll.UntilAsync(
            () => Venue.GetAsync("/simulator/ledger"), l => l.GetProperty("symbols")[0].GetProperty("count").GetInt64() > 5, TimeSpan.FromSeconds(30));
        var first = ledger.GetProperty("symbols")[0].GetProperty("firstId").GetInt64();
        var live = await Venue.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol=BTCUSDT&fromId={first}&limit=5"));
        var old = await Venue.GetAsync("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=1&limit=2");

        Assert.Equal(first, live[0].GetProperty("id").GetInt64());
        Assert.Equal(1577836800L * 20, old[0].GetProperty("id").GetInt64());
        Assert.Equal(1577836800L * 20 + 1, old[1].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Klines_follow_the_venues_rules_for_start_end_and_limit()
    {
        const long Start = 1_704_067_200_000;
        var fromStart = await Venue.GetAsync($"/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime={Start}&limit=3");
        var toEnd = await Venue.GetAsync($"/api/v3/klines?symbol=BTCUSDT&interval=1m&endTime={Start}&limit=3");
        var many = await Venue.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=5000");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime={Start}&limit=1");
        request.Headers.Add("X-MBX-TIME-UNIT", "MICROSECOND");
        var micro = JsonSerializer.Deserialize<JsonElement>(await (await Venue.Http.SendAsync(request)).Content.ReadAsStringAsync());

        Assert.Equal([Start, Start + 60_000, Start + 120_000], fromStart.EnumerateArray().Select(k => k[0].GetInt64()));
        Assert.Equal([Start - 120_000, Start - 60_000, Start], toEnd.EnumerateArray().Select(k => k[0].GetInt64()));
        Assert.Equal(1000, many.GetArrayLength());
        Assert.Equal(Start * 1000, micro[0][0].GetInt64());
        Assert.Equal(Start * 1000 + 59_999_999, micro[0][6].GetInt64());
    }

    private static int CodeOf((HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response) answer) => answer.Body.GetProperty("code").GetInt32();
}
