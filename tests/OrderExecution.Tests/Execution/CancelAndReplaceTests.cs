using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

public sealed class CancelAndReplaceTests
{
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task A_cancel_takes_the_order_out_of_the_venues_book_and_again_changes_nothing()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("cancel", "59000"));

        using var first = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");
        using var second = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");

        Assert.Equal(("cancelled", "cancelled"), (await Status(first), await Status(second)));
        Assert.Equal(VenueOrderStatus.Cancelled, _venue.Of("cancel").Status);
        await Poll.UntilAsync(() => host.Published.OfType<OrderCancelled>().Count() == 1, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_cancel_that_a_fill_overtook_tells_so_and_keeps_the_fill()
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:PollWithoutStreamMs=60000");
        var id = await PlaceAsync(host, Orders.Limit("overtaken", "59000"));
        _venue.FillResting("overtaken", 0.01m, 59_000m);

        using var cancel = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");

        Assert.Equal(HttpStatusCode.Conflict, cancel.StatusCode);
        Assert.Equal("orderFinal", (await cancel.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal("filled", (await host.GetAsync($"/orders/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_replacement_is_only_as_large_as_what_is_left()
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:PollWithoutStreamMs=60000");
        var id = await PlaceAsync(host, Orders.Limit("replace", "59000"));
        _venue.FillResting("replace", 0.004m, 59_000m);

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500", quantity = "0.02" });
        using var again = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500", quantity = "0.02" });

        var order = await replaced.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (replaced.StatusCode, again.StatusCode));
        Assert.Equal(
            ("0.016", "59500", id),
            (order.GetProperty("quantity").GetString(), order.GetProperty("price").GetString(), order.GetProperty("replaces").GetString()));
        Assert.Equal(2, _venue.Sent.Count);
        Assert.Equal("cancelled", (await host.GetAsync($"/orders/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Nothing_is_placed_while_the_cancel_of_a_replacement_is_unanswered()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("hanging", "59000"));
        _venue.Answers = false;

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500" });

        Assert.Equal(HttpStatusCode.Conflict, replaced.StatusCode);
        Assert.Equal("cancelPending", (await replaced.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task A_bad_replacement_leaves_the_order_alone()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("kept", "59000"));

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "-1" });

        Assert.Equal(HttpStatusCode.BadRequest, replaced.StatusCode);
        Assert.Equal("accepted", (await host.GetAsync($"/orders/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_refusal_of_the_venue_is_a_rejected_order_with_its_class()
    {
        _venue.Next(_ => new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.InsufficientBalance, -2010, "Account has insufficient balance")));
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Market("poor"));
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("rejected", "insufficientBalance"), (order.GetProperty("status").GetString(), order.GetProperty("code").GetString()));
        await Poll.UntilAsync(() => host.Published.OfType<OrderRejected>().Any(), TimeSpan.FromSeconds(60));
    }

    private static async Task<string> PlaceAsync(OrdersHost host, object body)
    {
        using var response = await host.SubmitAsync(body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string?> Status(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
}
