using System.Diagnostics;
using System.Globalization;
using Trading.Contracts;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Orders;

public sealed class BinanceOrderClientTests
{
    private const string Secret = "s3cr3t";
    private const string Filled =
        """{"symbol":"BTCUSDT","orderId":28,"clientOrderId":"c1","transactTime":1507725176595,"price":"0.0","origQty":"0.5","executedQty":"0.5","status":"FILLED","type":"MARKET","side":"BUY","fills":[{"price":"4000.10","qty":"0.3","commission":"0.0003","commissionAsset":"BTC","tradeId":56},{"price":"4000.20","qty":"0.2","commission":"0.0002","commissionAsset":"BTC","tradeId":57}]}""";

    [Fact]
    public async Task Sends_a_signed_order_in_the_body_and_reads_its_fills()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(200, Filled);

        var outcome = await Client(server).PlaceAsync(Order());

        var order = Assert.IsType<OrderOutcome.Accepted>(outcome).Order;
        Assert.Equal(
            ("28", "c1", VenueOrderStatus.Filled, 0.5m, 2), (order.VenueOrderId, order.ClientOrderId, order.Status, order.ExecutedQuantity, order.Fills.Count));
        Assert.Equal(("56", 4000.10m, 0.3m, 0.0003m, "BTC"), (order.Fills[0].FillId, order.Fills[0].Price, order.Fills[0].Quantity, order.Fills[0].Fee, order.Fills[0].FeeAsset));
        var request = server.Orders.Single();
        Assert.Equal(("POST", ""), (request.Method, request.Query));
        var unsigned = request.Body[..request.Body.IndexOf("&signature=", StringComparison.Ordinal)];
        Assert.Equal(new HmacSigner(Secret).Sign(unsigned), request.Parameter("signature"));
        Assert.Equal("key", request.Headers["X-MBX-APIKEY"]);
        Assert.Equal("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.5&newClientOrderId=c1&newOrderRespType=FULL&recvWindow=5000", unsigned[..unsigned.LastIndexOf('&')]);
    }

    [Fact]
    public async Task Tells_the_venue_nothing_about_our_traces()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(200, Filled);
        using var activity = new Activity("order").AddBaggage("strategy", "secret sauce").Start();

        await Client(server).PlaceAsync(Order());

        Assert.DoesNotContain(server.Requests.SelectMany(request => request.Headers.Keys), name => name.ToLowerInvariant() is "traceparent" or "tracestate" or "baggage" or "correlation-context" or "request-id");
    }

    [Theory]
    [InlineData(503, """{"code":-1000,"msg":"Unknown error, please check your request or try again later."}""")]
    [InlineData(408, """{"code":-1007,"msg":"Timeout waiting for response from backend server."}""")]
    [InlineData(400, """{"code":-1006,"msg":"An unexpected response was received from the message bus."}""")]
    [InlineData(503, """{"status":503,"code":"starting","msg":17}""")]
    [InlineData(500, "<html>")]
    [InlineData(502, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"symbol":"BTCUSDT","orderId":"1","status":7}""")]
    [InlineData(200, """{"orderId":"none"}""")]
    public async Task Calls_an_outcome_unknown_that_the_venue_does_not_tell(int status, string body)
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(status, body);

        Assert.IsType<OrderOutcome.Unknown>(await Client(server).PlaceAsync(Order()));
        Assert.Single(server.Orders);
    }

    [Fact]
    public async Task Calls_an_outcome_unknown_when_no_answer_comes_in_time()
    {
        await using var server = await TradingServer.StartAsync();
        server.Do(http => Task.Delay(Timeout.Infinite, http.RequestAborted));

        Assert.IsType<OrderOutcome.Unknown>(await Client(server, timeoutMs: 300).PlaceAsync(Order()));
        Assert.Single(server.Orders);
    }

    [Fact]
    public async Task Never_sends_an_order_again_over_a_connection_that_the_venue_closed()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(200, Filled);
        server.Do(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        var client = Client(server);
        await client.PlaceAsync(Order());

        var outcome = await client.PlaceAsync(Order() with { ClientOrderId = "c2" });

        Assert.IsType<OrderOutcome.Unknown>(outcome);
        Assert.Single(server.Orders, request => request.Parameter("newClientOrderId") == "c2");
    }

    [Theory]
    [InlineData(400, -2010, "Account has insufficient balance for requested action.", VenueErrorClass.InsufficientBalance)]
    [InlineData(400, -2010, "Order would immediately match and take.", VenueErrorClass.WouldTake)]
    [InlineData(400, -1013, "Filter failure: LOT_SIZE", VenueErrorClass.FilterFailure)]
    [InlineData(400, -1121, "Invalid symbol.", VenueErrorClass.UnknownSymbol)]
    [InlineData(429, -1015, "Too many new orders.", VenueErrorClass.RateLimited)]
    [InlineData(503, -1008, "Server is currently overloaded with other requests.", VenueErrorClass.Busy)]
    [InlineData(401, -2015, "Invalid API-key, IP, or permissions for action.", VenueErrorClass.NotPermitted)]
    [InlineData(400, -1022, "Signature for this request is not valid.", VenueErrorClass.BadSignature)]
    [InlineData(400, -1102, "Mandatory parameter was not sent.", VenueErrorClass.InvalidRequest)]
    [InlineData(403, 0, "", VenueErrorClass.NotPermitted)]
    public async Task Names_the_class_of_a_refusal(int status, int code, string message, string errorClass)
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(status, string.Create(CultureInfo.InvariantCulture, $"{{\"code\":{code},\"msg\":\"{message}\"}}"));

        var refusal = Assert.IsType<OrderOutcome.Rejected>(await Client(server).PlaceAsync(Order())).Refusal;

        Assert.Equal((errorClass, code, message), (refusal.Class, refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task Takes_a_duplicate_for_the_order_that_is_there_already()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(400, """{"code":-2010,"msg":"Duplicate order sent."}""");
        server.Answer(200, Filled);

        var outcome = await Client(server).PlaceAsync(Order());

        Assert.Equal("28", Assert.IsType<OrderOutcome.Accepted>(outcome).Order.VenueOrderId);
        Assert.Equal(["POST", "GET"], server.Orders.Select(request => request.Method));
        Assert.Equal("c1", server.Orders.Last().Parameter("origClientOrderId"));
    }

    [Fact]
    public async Task Measures_the_venues_clock_again_when_its_own_is_off_and_sends_once_more()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(400, """{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}""");
        server.Answer(200, Filled);
        var client = Client(server);
        server.ServerTimeMs = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();

        Assert.IsType<OrderOutcome.Accepted>(await client.PlaceAsync(Order()));

        Assert.Equal(2, server.Requests.Count(request => request.Path == "/api/v3/time"));
        var timestamp = long.Parse(server.Orders.Last().Parameter("timestamp"), CultureInfo.InvariantCulture);
        Assert.InRange(timestamp - server.ServerTimeMs, -5_000, 60_000);
    }

    [Fact]
    public async Task Sends_nothing_while_the_venue_wants_to_be_left_alone()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(429, """{"code":-1003,"msg":"Too much request weight used."}""", ("Retry-After", "30"));
        var client = Client(server);
        await client.PlaceAsync(Order());

        var outcome = await client.PlaceAsync(Order());

        Assert.Equal(VenueErrorClass.RateLimited, Assert.IsType<OrderOutcome.Rejected>(outcome).Refusal.Class);
        Assert.Single(server.Orders);
    }

    [Fact]
    public async Task Does_not_send_an_order_whose_time_has_passed()
    {
        await using var server = await TradingServer.StartAsync();

        var outcome = await Client(server).PlaceAsync(Order() with { SendBefore = DateTime.UtcNow.AddSeconds(-1) });

        Assert.Equal(VenueErrorClass.SentTooLate, Assert.IsType<OrderOutcome.Rejected>(outcome).Refusal.Class);
        Assert.Empty(server.Orders);
    }

    [Fact]
    public async Task An_order_to_a_venue_that_is_not_there_provably_did_not_arrive()
    {
        var client = OrderClients.Of(Options(new Uri($"http://127.0.0.1:{Trading.Testing.FreePort.Next()}"), 2000));

        Assert.Equal(VenueErrorClass.Unreachable, Assert.IsType<OrderOutcome.Rejected>(await client.PlaceAsync(Order())).Refusal.Class);
    }

    [Theory]
    [InlineData(OrderType.Limit, TimeInForce.Gtc, "type=LIMIT&timeInForce=GTC&quantity=0.5&price=100")]
    [InlineData(OrderType.Limit, TimeInForce.Fok, "type=LIMIT&timeInForce=FOK&quantity=0.5&price=100")]
    [InlineData(OrderType.Limit, TimeInForce.Gtx, "type=LIMIT_MAKER&quantity=0.5&price=100")]
    [InlineData(OrderType.Stop, TimeInForce.Gtc, "type=STOP_LOSS&quantity=0.5&stopPrice=90")]
    [InlineData(OrderType.StopLimit, TimeInForce.Gtc, "type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.5&price=100&stopPrice=90")]
    public async Task Spells_each_type_of_order_as_the_venue_does(OrderType type, TimeInForce timeInForce, string expected)
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(200, Filled);

        await Client(server).PlaceAsync(Order() with
        {
            Type = type,
            TimeInForce = timeInForce,
            Price = type is OrderType.Limit or OrderType.StopLimit ? 100.00m : null,
            StopPrice = type is OrderType.Stop or OrderType.StopLimit ? 90m : null,
        });

        Assert.Contains(expected, server.Orders.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_an_absent_order_from_a_missing_answer()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(400, """{"code":-2013,"msg":"Order does not exist."}""");
        server.Answer(500, "");
        var client = Client(server);

        Assert.IsType<OrderLookup.NotFound>(await client.QueryAsync("BTCUSDT", "c1", CancellationToken.None));
        Assert.IsType<OrderLookup.Unknown>(await client.QueryAsync("BTCUSDT", "c1", CancellationToken.None));
    }

    [Fact]
    public void The_options_never_show_their_secret() =>
        Assert.DoesNotContain(Secret, $"{Options(new Uri("http://venue"), 1)}{new HmacSigner(Secret)}", StringComparison.Ordinal);

    private static NewVenueOrder Order() =>
        new("BTCUSDT", "c1", Side.Buy, OrderType.Market, TimeInForce.Gtc, 0.50m, null, null, DateTime.UtcNow.AddSeconds(30), () => true);

    private static BinanceOrderClient Client(TradingServer server, int timeoutMs = 10_000) =>
        OrderClients.Of(Options(server.Url, timeoutMs));

    private static TradingSettings Options(Uri url, int timeoutMs) =>
        OrderClients.Options(url) with { ApiSecret = Secret, RequestTimeoutMs = timeoutMs };
}
