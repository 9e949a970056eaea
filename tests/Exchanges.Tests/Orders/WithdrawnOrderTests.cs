using Trading.Contracts;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Tests.Orders;

/// <summary>An order that may no longer be sent is stopped at the socket, by the real HTTP stack.</summary>
public sealed class WithdrawnOrderTests
{
    private const string Filled =
        """{"symbol":"BTCUSDT","orderId":28,"clientOrderId":"c1","transactTime":1507725176595,"origQty":"0.5","executedQty":"0.5","status":"FILLED","fills":[]}""";

    [Fact]
    public async Task Puts_nothing_on_the_wire_of_an_order_that_is_withdrawn_at_the_socket()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(200, Filled);
        var client = Client(server.Url);

        var withdrawn = await client.PlaceAsync(Order() with { MaySend = () => false });
        var next = await client.PlaceAsync(Order());

        Assert.Equal(VenueErrorClass.Withdrawn, Assert.IsType<OrderOutcome.Rejected>(withdrawn).Refusal.Class);
        Assert.IsType<OrderOutcome.Accepted>(next);
        Assert.Single(server.Orders);
    }

    [Fact]
    public async Task Asks_again_before_an_order_that_was_refused_for_the_clock_is_sent_a_second_time()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(400, """{"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}""");
        var asked = 0;

        var outcome = await Client(server.Url).PlaceAsync(Order() with { MaySend = () => asked++ == 0 });

        Assert.Equal(VenueErrorClass.Withdrawn, Assert.IsType<OrderOutcome.Rejected>(outcome).Refusal.Class);
        Assert.Equal(2, asked);
        Assert.Single(server.Orders);
    }

    private static NewVenueOrder Order() =>
        new("BTCUSDT", "c1", Side.Buy, OrderType.Market, TimeInForce.Gtc, 0.50m, null, null, DateTime.UtcNow.AddSeconds(30), () => true);

    private static BinanceOrderClient Client(Uri url) => OrderClients.Of(OrderClients.Options(url));
}
