using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Tests.Orders;

public sealed class BinanceUserStreamTests
{
    private const string Trade =
        """{"subscriptionId":0,"event":{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mine","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","x":"TRADE","X":"PARTIALLY_FILLED","r":"NONE","i":4293153,"l":"0.40000000","z":"0.40000000","L":"0.10264410","n":"0.0004","N":"ETH","T":1499405658657,"t":77,"m":true,"C":""}}""";

    private const string Cancel =
        """{"subscriptionId":0,"event":{"e":"executionReport","E":1,"s":"ETHBTC","c":"cancel-id","S":"BUY","q":"1.0","p":"0.1","x":"CANCELED","X":"CANCELED","i":4293153,"l":"0.0","z":"0.4","L":"0.0","n":"0","N":null,"T":1499405658999,"t":-1,"m":false,"C":"mine"}}""";

    [Fact]
    public async Task Subscribes_by_signature_and_reads_reports_of_fills_and_cancels()
    {
        await using var server = await TradingServer.StartAsync();
        var subscription = string.Empty;
        server.OnWebSocket = async socket =>
        {
            subscription = await ReceiveAsync(socket);
            foreach (var message in new[] { """{"id":"subscribe","status":200,"result":{"subscriptionId":0}}""", Trade, """{"subscriptionId":0,"event":{"e":"outboundAccountPosition"}}""", Cancel })
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        };

        var updates = await Stream(server).ReadAsync(CancellationToken.None).ToListAsync();

        Assert.IsType<UserStreamUpdate.Subscribed>(updates[0]);
        var fill = Assert.IsType<UserStreamUpdate.Report>(updates[1]).Order;
        Assert.Equal(("mine", VenueOrderStatus.PartiallyFilled, 0.4m, "77", 0.1026441m), (fill.ClientOrderId, fill.Status, fill.ExecutedQuantity, fill.Fills[0].FillId, fill.Fills[0].Price));
        var cancel = Assert.IsType<UserStreamUpdate.Report>(updates[2]).Order;
        Assert.Equal(("mine", VenueOrderStatus.Cancelled, 0), (cancel.ClientOrderId, cancel.Status, cancel.Fills.Count));
        Assert.Equal(3, updates.Count);
        using var request = JsonDocument.Parse(subscription);
        var parameters = request.RootElement.GetProperty("params");
        Assert.Equal("userDataStream.subscribe.signature", request.RootElement.GetProperty("method").GetString());
        Assert.Equal(
            new HmacSigner("secret").Sign($"apiKey=key&recvWindow=5000&timestamp={parameters.GetProperty("timestamp").GetInt64()}"),
            parameters.GetProperty("signature").GetString());
    }

    [Theory]
    [InlineData("""{"id":"subscribe","status":401,"error":{"code":-2015,"msg":"Invalid API-key."}}""")]
    [InlineData("{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\"")]
    [InlineData("""{"subscriptionId":0,"event":{"e":"executionReport","s":5}}""")]
    public async Task Gives_up_a_connection_that_refuses_or_talks_nonsense(string message)
    {
        await using var server = await TradingServer.StartAsync();
        server.OnWebSocket = async socket =>
        {
            await ReceiveAsync(socket);
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
            await ReceiveAsync(socket);
        };

        await Assert.ThrowsAsync<WebSocketException>(async () => await Stream(server).ReadAsync(CancellationToken.None).ToListAsync());
    }

    private static BinanceUserStream Stream(TradingServer server) => new(
        OrderClients.Options(server.Url),
        new ServerClock(TimeProvider.System));

    private static async Task<string> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            var result = await socket.ReceiveAsync(buffer, CancellationToken.None);
            return Encoding.UTF8.GetString(buffer, 0, result.Count);
        }
        catch (WebSocketException)
        {
            return string.Empty;
        }
    }
}
