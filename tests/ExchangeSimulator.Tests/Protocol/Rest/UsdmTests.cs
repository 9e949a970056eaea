using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Rest;

public sealed class UsdmTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    private VenueHost Venue => venue.Host;

    [Fact]
    public async Task A_stream_under_the_wrong_prefix_stays_silent()
    {
        using var socket = await Venue.ConnectAsync("/market/stream?streams=btcusdt@bookTicker/btcusdt@markPrice@1s");
        var frames = await VenueHost.ReadAsync(socket, m => m.Count == 2);

        Assert.All(frames, frame => Assert.Contains("\"e\":\"markPriceUpdate\"", frame, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_diff_names_the_last_update_of_the_one_before()
    {
        using var socket = await Venue.ConnectAsync("/public/ws/btcusdt@depth@100ms");
        var diffs = (await VenueHost.ReadAsync(socket, m => m.Count == 10)).Select(m => JsonSerializer.Deserialize<JsonElement>(m)).ToList();

        Assert.All(diffs.Zip(diffs.Skip(1)), pair => Assert.Equal(pair.First.GetProperty("u").GetInt64(), pair.Second.GetProperty("pu").GetInt64()));
    }

    [Theory]
    [InlineData("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=99", 1)]
    [InlineData("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=499", 2)]
    [InlineData("/fapi/v1/markPriceKlines?symbol=BTCUSDT&interval=1m&limit=1000", 5)]
    [InlineData("/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=1500", 10)]
    [InlineData("/fapi/v1/depth?symbol=BTCUSDT&limit=1000", 20)]
    [InlineData("/fapi/v1/aggTrades?symbol=BTCUSDT", 20)]
    [InlineData("/fapi/v1/fundingRate?symbol=BTCUSDT", 0)]
    public async Task A_request_costs_what_its_parameters_say(string path, int weight)
    {
        var before = await UsedAsync("/fapi/v1/ping");
        var after = await UsedAsync(path);

        Assert.True(after - before == weight || after < before, $"cost {after - before}");
    }

    [Fact]
    public async Task A_position_opens_closes_and_pays_its_fees()
    {
        const string Order = "/fapi/v1/order";
        var wallet = await WalletAsync();
        var bought = (await Venue.SignedAsync(HttpMethod.Post, Order, "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=1")).Body;
        var tooMuch = await Venue.SignedAsync(HttpMethod.Post, Order, "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=2&reduceOnly=true");
        var sold = (await Venue.SignedAsync(HttpMethod.Post, Order, "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=1&reduceOnly=true")).Body;
        var fills = (await Venue.SignedAsync(HttpMethod.Get, "/fapi/v1/userTrades", "symbol=ETHUSDT")).Body.EnumerateArray().ToList();
        var position = (await Venue.SignedAsync(HttpMethod.Get, "/fapi/v2/positionRisk", "symbol=ETHUSDT")).Body[0];

        Assert.Equal(("FILLED", "FILLED"), (bought.GetProperty("status").GetString(), sold.GetProperty("status").GetString()));
        Assert.Equal(-2022, tooMuch.Body.GetProperty("code").GetInt32());
        Assert.Equal(0, Number(position, "positionAmt"));
        Assert.Equal(wallet + fills.Sum(f => Number(f, "realizedPnl") - Number(f, "commission")), await WalletAsync());
    }

    [Theory]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.0001&price=3000", -1111)]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=100", -4164)]
    [InlineData("side=BUY&type=STOP_MARKET&quantity=1&stopPrice=1", -4120)]
    [InlineData("side=BUY&type=LIMIT&timeInForce=GTC&quantity=10000&price=3000", -2019)]
    public async Task Orders_that_break_a_rule_are_refused_with_the_futures_code(string query, int code)
    {
        var (status, body, _) = await Venue.SignedAsync(HttpMethod.Post, "/fapi/v1/order", $"symbol=ETHUSDT&{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.GetProperty("code").GetInt32()));
    }

    private async Task<int> UsedAsync(string path) =>
        int.Parse((await Venue.SendAsync(HttpMethod.Get, path)).Response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single(), CultureInfo.InvariantCulture);

    private async Task<decimal> WalletAsync() => Number((await Venue.SignedAsync(HttpMethod.Get, "/fapi/v2/account")).Body, "totalWalletBalance");

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
