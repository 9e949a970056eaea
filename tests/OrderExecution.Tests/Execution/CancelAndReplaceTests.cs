using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Risk;
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
    public async Task A_denied_replacement_takes_no_id_and_may_be_asked_for_again()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("corrected", "59000"));

        using var denied = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "30000" });
        using var again = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "30000" });
        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500" });

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created),
            (denied.StatusCode, again.StatusCode, replaced.StatusCode));
        Assert.Empty((await host.GetAsync("/orders?status=denied")).EnumerateArray());
    }

    [Fact]
    public async Task A_replacement_under_the_id_of_another_order_leaves_both()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("mine", "59000"));
        await PlaceAsync(host, Orders.Limit("taken", "59000"));

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { clientOrderId = "taken", price = "59500" });

        Assert.Equal("idempotencyConflict", await Code(replaced));
        Assert.Equal((VenueOrderStatus.Open, VenueOrderStatus.Open), (_venue.Of("mine").Status, _venue.Of("taken").Status));
    }

    [Fact]
    public async Task An_order_whose_outcome_is_unknown_is_not_replaced()
    {
        _venue.Next(order => _venue.LoseAnswer(order));
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:PollWithoutStreamMs=60000");
        _venue.Answers = false;
        var id = await PlaceAsync(host, Orders.Limit("unknown", "59000"));

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500" });

        Assert.Equal((HttpStatusCode.Conflict, "orderPending"), (replaced.StatusCode, await Code(replaced)));
        Assert.False((await host.GetAsync($"/orders/{id}")).GetProperty("cancelRequested").GetBoolean());
    }

    [Fact]
    public async Task A_replacement_that_a_fill_overtook_places_nothing_and_frees_its_place()
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:PollWithoutStreamMs=60000");
        var id = await PlaceAsync(host, Orders.Limit("raced", "59000"));
        _venue.FillResting("raced", 0.01m, 59_000m);

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500", quantity = "0.02" });

        Assert.Equal((HttpStatusCode.Conflict, "orderFinal"), (replaced.StatusCode, await Code(replaced)));
        Assert.Single(_venue.Sent);
        Assert.Empty(host.Services.GetRequiredService<TradingState>().OpenOrders());
    }

    [Fact]
    public async Task A_cancel_that_the_venue_refuses_places_nothing_and_keeps_the_original()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("sticky", "59000"));
        _venue.RefusesCancels = true;

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { price = "59500" });

        Assert.Equal((HttpStatusCode.Conflict, "cancelRefused"), (replaced.StatusCode, await Code(replaced)));
        Assert.Single(_venue.Sent);
        Assert.Equal(id, Assert.Single(host.Services.GetRequiredService<TradingState>().OpenOrders()).Id.ToString());
    }

    [Fact]
    public async Task One_order_replaced_twice_at_once_under_two_ids_has_one_successor()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = await PlaceAsync(host, Orders.Limit("contended", "59000"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            host.SendAsync(HttpMethod.Put, $"/orders/{id}", new { clientOrderId = $"heir-{i}", price = "59500" })));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(2, _venue.Sent.Count);
    }

    [Fact]
    public async Task A_replacement_of_what_is_no_order_is_not_found()
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{Guid.NewGuid()}", new { price = "59500" });

        Assert.Equal(HttpStatusCode.NotFound, replaced.StatusCode);
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

    private static async Task<string?> Code(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private static async Task<string?> Status(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
}
