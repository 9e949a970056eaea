using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.OrderExecution.Tests.Api;

/// <summary>A caller that lost the answer to an order finds and cancels it by the id that the caller gave it.</summary>
public sealed class ClientOrderIdTests
{
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task An_order_is_cancelled_by_its_client_order_id_and_a_second_cancel_changes_nothing()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PlaceAsync(Orders.Limit("other", "59000"));
        var id = (await host.PlaceAsync(Orders.Limit("desk/1:a", "59000"))).GetProperty("id").GetString();

        var found = await host.GetAsync("/orders?clientOrderId=desk/1:a");
        using var first = await host.SendAsync(HttpMethod.Delete, "/orders?clientOrderId=desk/1:a");
        using var second = await host.SendAsync(HttpMethod.Delete, "/orders?clientOrderId=desk/1:a");

        Assert.Equal(id, Assert.Single(found.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var after = await second.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((id, "cancelled"), (after.GetProperty("id").GetString(), after.GetProperty("status").GetString()));
        Assert.Equal("accepted", (await host.GetAsync("/orders?clientOrderId=other"))[0].GetProperty("status").GetString());
        Assert.Empty((await host.GetAsync("/orders?clientOrderId=other&status=filled")).EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "/orders?clientOrderId=lost", HttpStatusCode.NotFound, "There is no order with the clientOrderId 'lost'.")]
    [InlineData("DELETE", "/orders?clientOrderId=lost", HttpStatusCode.NotFound, "There is no order with the clientOrderId 'lost'.")]
    [InlineData("DELETE", "/orders", HttpStatusCode.BadRequest, "clientOrderId: is needed in the query string.")]
    [InlineData("GET", "/orders?clientOrderId=a%20b", HttpStatusCode.BadRequest, "clientOrderId: ")]
    [InlineData("GET", "/orders/01a2b3c4-0000-7000-8000-000000000000", HttpStatusCode.NotFound, "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.")]
    [InlineData("GET", "/accounts/mine", HttpStatusCode.NotFound, "There is no account 'mine' at the venue. There is: main.")]
    public async Task What_is_not_there_is_named_and_what_is_there_too(string method, string path, HttpStatusCode status, string detail)
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SendAsync(new HttpMethod(method), path);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
