using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

public sealed class UnknownOutcomeTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task An_order_whose_answer_got_lost_is_found_at_the_venue_and_not_sent_again()
    {
        _venue.Answers = false;
        _venue.Next(order => _venue.LoseAnswer(order, fillPrice: 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Market("lost-answer"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("unknown", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        _venue.Answers = true;

        var order = await UntilStatusAsync(host, "filled");
        Assert.Equal("0.01", order.GetProperty("filledQuantity").GetString());
        Assert.Single(_venue.Sent);
        Assert.Equal(["created", "outcomeUnknown", "accepted", "filled"], await Kinds(host, order));
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_given_up_only_after_it_can_no_longer_arrive()
    {
        _venue.AcceptanceWindow = TimeSpan.FromMilliseconds(700);
        _venue.Next(_ => new OrderOutcome.Unknown("timeout"));
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Market("lost-request"));
        var order = await UntilStatusAsync(host, "rejected");

        Assert.Equal("notSent", order.GetProperty("code").GetString());
        Assert.True(
            order.GetProperty("updatedAt").GetDateTime() - order.GetProperty("createdAt").GetDateTime() >= TimeSpan.FromMilliseconds(1200),
            "given up while the venue might still have taken it");
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task A_cancel_that_comes_while_the_outcome_is_unknown_is_carried_out_once_it_is_known()
    {
        _venue.Answers = false;
        _venue.Next(order => _venue.LoseAnswer(order));
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(Orders.Limit("cancel-unknown", "59000"));
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        using var cancel = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");
        Assert.Equal("unknown", (await cancel.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        _venue.Answers = true;

        await UntilStatusAsync(host, "cancelled");
        Assert.Equal(VenueOrderStatus.Cancelled, _venue.Of("cancel-unknown").Status);
    }

    [Fact]
    public async Task A_cancel_without_an_answer_stays_pending_and_is_asked_for_again()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(Orders.Limit("cancel-lost", "59000"));
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        _venue.Answers = false;

        using var cancel = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");
        Assert.Equal("pendingCancel", (await cancel.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        _venue.Answers = true;

        await UntilStatusAsync(host, "cancelled");
    }

    [Fact]
    public async Task A_fill_that_nobody_told_of_is_found_by_polling()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(Orders.Limit("resting", "59000"));

        _venue.FillResting("resting", 0.004m, 59_000m);
        var partial = await UntilStatusAsync(host, "partiallyFilled");
        _venue.FillResting("resting", 0.006m, 59_000m);
        var filled = await UntilStatusAsync(host, "filled");

        Assert.Equal(("0.004", "0.01"), (partial.GetProperty("filledQuantity").GetString(), filled.GetProperty("filledQuantity").GetString()));
        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Count() == 2, Deadline);
    }

    [Fact]
    public async Task News_over_the_stream_and_by_polling_count_once()
    {
        var stream = new SilentUserStream();
        await using var host = await OrdersHost.StartAsync(_venue, stream);
        using var response = await host.SubmitAsync(Orders.Limit("both-ways", "59000"));

        var news = _venue.FillResting("both-ways", 0.01m, 59_000m);
        for (var i = 0; i < 5; i++)
        {
            stream.Say(new UserStreamUpdate.Report(news));
        }

        var order = await UntilStatusAsync(host, "filled");
        using var reconcile = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");

        Assert.Equal(1, (await host.GetAsync($"/orders/{order.GetProperty("id").GetString()}")).GetProperty("fills").GetArrayLength());
        Assert.Equal("0.01", (await host.GetAsync("/positions"))[0].GetProperty("quantity").GetString());
    }

    [Fact]
    public async Task An_order_that_the_venue_lost_expires_here()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(Orders.Limit("forgotten", "59000"));

        _venue.Forget("forgotten");

        await UntilStatusAsync(host, "expired");
    }

    private static async Task<JsonElement> UntilStatusAsync(OrdersHost host, string status) =>
        (await Poll.UntilAsync(() => host.GetAsync("/orders"), orders => orders[0].GetProperty("status").GetString() == status, Deadline))[0];

    private static async Task<IEnumerable<string>> Kinds(OrdersHost host, JsonElement order) =>
        (await host.GetAsync($"/orders/{order.GetProperty("id").GetString()}")).GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!);
}
