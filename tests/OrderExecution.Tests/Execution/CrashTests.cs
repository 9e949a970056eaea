using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>The process dies at the worst moments; the next one finds the store as it was left.</summary>
public sealed class CrashTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-crash-").FullName;

    [Fact]
    public async Task Between_commit_and_send_the_order_is_not_sent_afterwards()
    {
        // Dies before anything leaves: what the stub remembers as sent never reached the venue's books.
        _venue.Next(_ => throw new InvalidOperationException("killed"));
        await SubmitAndDieAsync(Orders.Market("unsent"));

        await using var host = await OrdersHost.StartAsync(_venue, folder: _folder);
        var order = await UntilFinalAsync(host);

        Assert.Equal(("rejected", "notSent"), (order.GetProperty("status").GetString(), order.GetProperty("code").GetString()));
        Assert.Single(_venue.Sent);
        await Poll.UntilAsync(() => host.Published.OfType<OrderRejected>().Any(), Deadline);
    }

    [Fact]
    public async Task Between_send_and_answer_the_order_is_resolved_at_the_venue()
    {
        _venue.Next(order =>
        {
            _venue.Fill(order, 60_000m);
            throw new InvalidOperationException("killed");
        });
        await SubmitAndDieAsync(Orders.Market("unanswered"));

        await using var host = await OrdersHost.StartAsync(_venue, folder: _folder);
        var order = await UntilFinalAsync(host);

        Assert.Equal("filled", order.GetProperty("status").GetString());
        Assert.Single(_venue.Sent);
        Assert.Equal("0.01", (await host.GetAsync("/positions"))[0].GetProperty("quantity").GetString());
    }

    [Fact]
    public async Task The_same_request_after_the_crash_is_the_same_order_and_sends_nothing()
    {
        _venue.Next(order =>
        {
            _venue.Accept(order);
            throw new InvalidOperationException("killed");
        });
        var body = Orders.Limit("retried", "59000");
        await SubmitAndDieAsync(body);

        await using var host = await OrdersHost.StartAsync(_venue, folder: _folder);
        using var again = await host.SubmitAsync(body);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task Without_the_venue_an_unknown_order_is_not_given_up()
    {
        _venue.Next(order => _venue.LoseAnswer(order));
        _venue.Answers = false;
        await using (var host = await OrdersHost.StartAsync(_venue, folder: _folder))
        {
            await host.PlaceAsync(Orders.Market("stranded"));
        }

        // No keys any more: nobody can be asked, however much time passes.
        await using var next = await OrdersHost.StartAsync(_venue, folder: _folder, settings: ["--Venue:ApiKey=", "--Orders:MaxSendDelayMs=100"]);
        using var reconcile = await next.SendAsync(HttpMethod.Post, "/orders/reconcile");
        using var denied = await next.SubmitAsync(Orders.Market("closed"));

        Assert.False((await reconcile.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("complete").GetBoolean());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, denied.StatusCode);
        Assert.Equal("unknown", (await next.GetAsync("/orders?status=unknown"))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_kill_switch_and_the_limits_survive_a_restart()
    {
        await using (var host = await OrdersHost.StartAsync(_venue, folder: _folder))
        {
            using var limits = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { maxNotional = "123" });
            using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt", new { reason = "drill" });
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (limits.StatusCode, halt.StatusCode));
        }

        await using var next = await OrdersHost.StartAsync(_venue, folder: _folder);
        var risk = await next.GetAsync("/risk/limits");
        using var denied = await next.SubmitAsync(Orders.Market("halted"));

        Assert.Equal(("123", true, "drill"), (risk.GetProperty("maxNotional").GetString(), risk.GetProperty("halted").GetBoolean(), risk.GetProperty("haltReason").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, denied.StatusCode);
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task Messages_that_were_committed_and_not_published_are_published_by_the_next_process()
    {
        await using (var host = await OrdersHost.StartAsync(_venue, folder: _folder))
        {
            var store = (OrderExecution.Storage.OrderStore)host.Services.GetService(typeof(OrderExecution.Storage.OrderStore))!;
            var creation = new OrderExecution.Domain.OrderChange(Orders.Draft());
            creation.Take(OrderExecution.Domain.OrderMachine.Deny(Orders.Draft(), "drill", "drill", DateTime.UtcNow));
            var message = new OrderDenied
            {
                OrderId = creation.Order.Id,
                ClientOrderId = creation.Order.ClientOrderId,
                Account = "main",
                Venue = "simulator",
                Symbol = "BTCUSDT",
                Rule = "drill",
                Reason = "drill",
                DeniedAt = DateTime.UtcNow,
            };

            // Committed without waking the dispatcher: as far as it knows, nothing happened before the end.
            await host.StopDispatcherAsync();
            await store.InsertAsync(creation, [creation.Order.ClientOrderId], "hash", [message], CancellationToken.None);
            Assert.Empty(host.Published);
        }

        await using var next = await OrdersHost.StartAsync(_venue, folder: _folder);
        await Poll.UntilAsync(() => next.Published.OfType<OrderDenied>().Any(denied => denied.Rule == "drill"), Deadline);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SubmitAndDieAsync(object body)
    {
        await using var host = await OrdersHost.StartAsync(_venue, folder: _folder, settings: "--Orders:PollWithoutStreamMs=60000");
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        using var response = await host.SubmitAsync(body);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("pendingNew", (await host.GetAsync("/orders"))[0].GetProperty("status").GetString());
    }

    private static async Task<JsonElement> UntilFinalAsync(OrdersHost host) => (await Poll.UntilAsync(
        () => host.GetAsync("/orders"), orders => orders[0].GetProperty("status").GetString() is "filled" or "rejected" or "cancelled" or "expired", Deadline))[0];
}
