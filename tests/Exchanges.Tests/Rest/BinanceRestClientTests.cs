using Microsoft.Extensions.Logging.Abstractions;
using Trading.Contracts;
using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Rest;

public sealed class BinanceRestClientTests : IDisposable
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly StubVenue _venue = new();
    private readonly RestMetrics _metrics = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_for_klines_as_the_venue_documents_them()
    {
        _venue.Answers(200, "[]");

        await Client()
            .BarsAsync("BTCUSDT", BarInterval.OneMinute, Start, Start.AddMinutes(1), 1000, RequestLane.Backfill, cancellationToken: Cancel);
        await Client(UsdmMarket.Market)
            .BarsAsync("BTCUSDT", BarInterval.OneHour, Start, end: null, 499, RequestLane.Backfill, BarSeries.Index, Cancel);

        Assert.Equal(
            [
                "/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=1704067200000&endTime=1704067260000&limit=1000",
                "/fapi/v1/indexPriceKlines?pair=BTCUSDT&interval=1h&startTime=1704067200000&limit=499",
            ],
            _venue.Requests);
    }

    [Fact]
    public async Task Reads_trades_with_the_side_of_the_aggressor()
    {
        _venue.Answers(200, """[{"id":28457,"price":"4.00000100","qty":"12.00000000","quoteQty":"48.000012","time":1499865549590,"isBuyerMaker":true,"isBestMatch":true}]""");

        var trade = Assert.Single(await Client().TradesAsync("BTCUSDT", 28457, 1000, RequestLane.Resync, cancellationToken: Cancel));

        Assert.Equal((28457, 4.000001m, 12m, Side.Sell), (trade.TradeId, trade.Price, trade.Quantity, trade.Side));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1499865549590).UtcDateTime, trade.ExchangeTime);
        Assert.Equal("/api/v3/historicalTrades?symbol=BTCUSDT&limit=1000&fromId=28457", Assert.Single(_venue.Requests));
    }

    [Fact]
    public async Task Reads_aggregate_trades_of_both_markets()
    {
        _venue.Answers(200, """[{"a":26129,"p":"0.01633102","q":"4.70443515","f":27781,"l":27790,"T":1498793709153,"m":true,"M":true}]""")
            .Answers(200, """[{"a":1,"p":"2","q":"3","nq":"3","f":4,"l":5,"T":1498793709153,"m":false}]""");

        var spot = Assert.Single(await Client().AggregatesAsync("BTCUSDT", 26129, 1000, RequestLane.Backfill, Cancel));
        var usdm = Assert.Single(
            await Client(UsdmMarket.Market).AggregatesAsync("BTCUSDT", Start, Start.AddMinutes(59), 1000, RequestLane.Backfill, Cancel));

        Assert.Equal(new AggregateTrade(26129, 0.01633102m, 4.70443515m, 27781, 27790, spot.Time, Side.Sell, BestMatch: true), spot);
        Assert.Equal(new AggregateTrade(1, 2, 3, 4, 5, usdm.Time, Side.Buy, BestMatch: null), usdm);
    }

    [Fact]
    public async Task Reads_a_depth_snapshot()
    {
        _venue.Answers(200, """{"lastUpdateId":1027024,"bids":[["4.00000000","431.00000000"]],"asks":[["4.00000200","12.00000000"],["5","1"]]}""");

        var depth = await Client().DepthAsync("BTCUSDT", 5000, RequestLane.Resync, Cancel);

        Assert.Equal(1027024, depth.LastUpdateId);
        Assert.Equal([new PriceLevel(4m, 431m)], depth.Bids);
        Assert.Equal([new PriceLevel(4.000002m, 12m), new PriceLevel(5, 1)], depth.Asks);
    }

    [Fact]
    public async Task Takes_limits_and_filters_from_exchange_info()
    {
        _venue.Answers(200, """
            {"serverTime":1704067200000,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":1234}],
             "symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
                {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
                {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
                {"filterType":"NOTIONAL","minNotional":"5.00000000","maxNotional":"9000000.00000000"}]}]}
            """);
        var client = Client();

        var info = await client.ExchangeInfoAsync(["BTCUSDT"], cancellationToken: Cancel);

        var instrument = Assert.Single(info.Instruments);
        Assert.Equal(new InstrumentId("binance-spot", "BTCUSDT"), instrument.Id);
        Assert.Equal(
            (0.01m, 0.00001m, 5m, 9_000_000m), (instrument.TickSize, instrument.StepSize, instrument.MinNotional, instrument.MaxNotional));
        Assert.Equal(1234, client.Gate.Budget.Limit);
    }

    [Fact]
    public async Task Tries_again_on_faults_that_pass()
    {
        _venue.Breaks().Answers(502, "<html>bad gateway</html>").Answers(200, "[[1,").Answers(200, "[]");

        Assert.Empty(await Klines(Client()));
        Assert.Equal(4, _venue.Requests.Count);
        Assert.Single(_venue.Requests.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt_and_says_why()
    {
        _venue.Answers(503, """{"code":-1001,"msg":"Internal error."}""");

        var fault = await Assert.ThrowsAsync<VenueException>(() => Klines(Client()));

        Assert.Equal(
            (VenueFailure.ServerError, true),
            (fault.Failure, fault.Message.EndsWith(" answered 503, code -1001: Internal error.", StringComparison.Ordinal)));
        Assert.Equal(6, _venue.Requests.Count);
    }

    [Fact]
    public async Task Never_repeats_what_the_venue_refuses_for_good()
    {
        _venue.Answers(400, """{"code":-1121,"msg":"Invalid symbol."}""");

        var fault = await Assert.ThrowsAsync<VenueException>(() => Klines(Client()));

        Assert.Equal((VenueFailure.UnknownSymbol, -1121, false), (fault.Failure, fault.Code, fault.IsTransient));
        Assert.Single(_venue.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task When_the_venue_says_stop_nothing_is_sent_in_any_lane_until_the_time_it_names(int status)
    {
        _venue.Answers(status, """{"code":-1003,"msg":"Too many requests."}""", retryAfterSeconds: 2).Answers(200, "[]");
        var client = Client();
        var first = Klines(client);
        await Poll.UntilAsync(() => client.Gate.SnapshotAsync(Cancel), gate => gate.PausedUntil is not null, TimeSpan.FromSeconds(30));

        await Task.WhenAll(
            first,
            client.BarsAsync("ETHUSDT", BarInterval.OneMinute, Start, end: null, 1000, RequestLane.Backfill, cancellationToken: Cancel),
            client.TradesAsync("LTCUSDT", fromId: null, 10, RequestLane.Orders, cancellationToken: Cancel));

        Assert.Equal(4, _venue.Times.Count);
        Assert.All(
            _venue.Times.Skip(1),
            time => Assert.True(time - _venue.Times[0] >= TimeSpan.FromSeconds(2), $"sent {time - _venue.Times[0]} after the refusal"));
    }

    [Fact]
    public async Task A_ban_longer_than_a_request_may_wait_ends_it_with_the_time_of_its_end()
    {
        _venue.Answers(418, """{"code":-1003,"msg":"Way too much request weight used; IP banned until 4102444800000."}""");

        var fault = await Assert.ThrowsAsync<VenueException>(() => Klines(Client()));

        Assert.Equal(VenueFailure.Banned, fault.Failure);
        Assert.InRange(
            fault.RetryAt!.Value,
            new DateTime(2099, 12, 31, 0, 0, 0, DateTimeKind.Utc),
            new DateTime(2100, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        Assert.Single(_venue.Requests);
    }

    public void Dispose()
    {
        _venue.Dispose();
        _metrics.Dispose();
    }

    private static Task<List<Bar>> Klines(BinanceRestClient client) =>
        client.BarsAsync("BTCUSDT", BarInterval.OneMinute, Start, end: null, 1000, RequestLane.Resync, cancellationToken: Cancel);

    private BinanceRestClient Client(BinanceMarket? market = null)
    {
        var http = new HttpClient(_venue, disposeHandler: false) { BaseAddress = new Uri("http://venue.test") };
        var budget = new WeightBudget("test", 6000, TimeSpan.FromMinutes(1)) { EdgeGuard = TimeSpan.Zero };
        var gate = new WeightGate(budget, new MemoryWeightLedger(), TimeProvider.System);
        var venue = market == UsdmMarket.Market ? "binance-usdm" : "binance-spot";
        return new BinanceRestClient(
            venue, market ?? SpotMarket.Market, http, gate, _metrics, NullLogger<BinanceRestClient>.Instance, TimeProvider.System, new RestOptions { FirstBackoffMs = 1, LargestBackoffMs = 5 });
    }
}
