using System.Net;
using System.Net.Http.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Rest;

public sealed class OrderTimeoutTests
{
    [Fact]
    public async Task An_order_whose_answer_never_comes_was_accepted_once_and_is_found_by_its_own_id()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { timeoutAfterAccept = 1 });
        var answer = venue.SignedAsync(
            HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=20000&newClientOrderId=silent");
        await Poll.UntilAsync(async () => (await venue.GetAsync("/simulator/ledger")).GetProperty("orderRequestCount").GetInt64() == 1, TimeSpan.FromSeconds(30));

        var found = await venue.SignedAsync(HttpMethod.Get, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=silent");
        var (status, body, _) = await answer;

        Assert.Equal((HttpStatusCode.OK, "NEW"), (found.Status, found.Body.GetProperty("status").GetString()));
        Assert.Equal((HttpStatusCode.RequestTimeout, -1007), (status, body.GetProperty("code").GetInt32()));
    }
}
