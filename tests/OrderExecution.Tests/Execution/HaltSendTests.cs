using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Risk;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>Nothing is sent after halt has answered, but what it lists as in flight.</summary>
public sealed class HaltSendTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("http")]
    [InlineData("bus")]
    [InlineData("replace")]
    public async Task An_order_between_the_gate_and_the_socket_is_not_sent_once_halt_has_answered(string way)
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:MaxSendDelayMs=60000");
        var resting = way == "replace" ? await host.PlaceAsync(Orders.Limit("resting", "59000")) : default;
        _venue.BeforeSend = HoldAsync;
        var asked = way switch
        {
            "http" => host.SubmitAsync(Orders.Market("held")),
            "replace" => host.SendAsync(HttpMethod.Put, $"/orders/{Id(resting)}", new { clientOrderId = "held", price = "59100" }),
            _ => PublishAsync(host),
        };
        await _held.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        var answer = await halt.Content.ReadFromJsonAsync<JsonElement>();
        _release.SetResult();
        using var response = await asked;

        var order = await Poll.UntilAsync(() => OrderAsync(host, "held"), found => Status(found) == "denied", Deadline);
        Assert.Equal(("halted", HttpStatusCode.OK), (order.GetProperty("code").GetString(), halt.StatusCode));
        Assert.Empty(answer.GetProperty("inFlight").EnumerateArray());
        Assert.DoesNotContain(_venue.Sent, sent => sent.ClientOrderId == "held");
        Assert.Equal(way == "bus" ? null : HttpStatusCode.UnprocessableEntity, response?.StatusCode);
        await Poll.UntilAsync(() => host.Published.OfType<OrderDenied>().Any(denied => denied is { ClientOrderId: "held", Rule: "halted" }), Deadline);
    }

    [Theory]
    [InlineData("abook")]
    [InlineData("bbook")]
    public async Task An_order_that_waits_for_its_commit_is_not_executed_once_halt_has_answered(string route)
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:MaxSendDelayMs=60000");
        var state = host.Services.GetRequiredService<TradingState>();
        Task<HttpResponseMessage> asked, halt;
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(host.Folder, "orders.db")}"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = database.BeginTransaction(deferred: false);
            asked = host.SubmitAsync(Orders.Market("committing", route: route));
            await Poll.UntilAsync(() => state.OpenOrders().Count == 1, Deadline);
            halt = host.SendAsync(HttpMethod.Post, "/risk/halt");
            await Poll.UntilAsync(() => state.Halt.Halted, Deadline);
        }

        using var response = await asked;
        using var answer = await halt;

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (response.StatusCode, answer.StatusCode));
        Assert.Contains("\"halted\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(_venue.Sent);
        Assert.Equal(0, (await host.GetAsync("/positions")).GetArrayLength());
    }

    [Fact]
    public async Task An_order_at_the_venue_is_listed_in_flight_until_it_has_filled()
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:MaxSendDelayMs=60000");
        _venue.Gate = _release;
        _venue.Next(order => _venue.Fill(order, 60_000m));
        var asked = host.SubmitAsync(Orders.Market("flying"));
        await Poll.UntilAsync(() => _venue.Sent.Count == 1, Deadline);

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        var inFlight = (await halt.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("inFlight");
        var listed = await host.GetAsync("/risk/limits");
        _release.SetResult();
        using var response = await asked;
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal([Id(order)], inFlight.EnumerateArray().Select(id => id.GetString()));
        Assert.Equal([Id(order)], listed.GetProperty("inFlight").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("filled", Status(order));
        await Poll.UntilAsync(async () => (await host.GetAsync("/risk/limits")).GetProperty("inFlight").GetArrayLength() == 0, Deadline);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_in_flight_that_comes_to_rest_is_cancelled(bool answered)
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:MaxSendDelayMs=60000");
        _venue.Gate = _release;
        _venue.Next(order => answered ? _venue.Accept(order) : _venue.LoseAnswer(order));
        var asked = host.SubmitAsync(Orders.Limit("late", "59000"));
        await Poll.UntilAsync(() => _venue.Sent.Count == 1, Deadline);

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        _release.SetResult();
        using var response = await asked;

        var id = Id(await OrderAsync(host, "late"));
        Assert.Equal(id, (await halt.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("inFlight")[0].GetString());
        var report = await Poll.UntilAsync(
            () => host.GetAsync("/risk/limits"), risk => risk.GetProperty("cancelled").EnumerateArray().Any(cancelled => cancelled.GetString() == id), Deadline);
        Assert.Equal((0, 0), (report.GetProperty("inFlight").GetArrayLength(), report.GetProperty("notCancelled").GetArrayLength()));
        Assert.Equal(VenueOrderStatus.Cancelled, _venue.Of("late").Status);
    }

    private async Task HoldAsync(NewVenueOrder order)
    {
        _held.TrySetResult();
        await _release.Task;
    }

    private static async Task<HttpResponseMessage> PublishAsync(OrdersHost host)
    {
        await host.Services.GetRequiredService<IBus>().Publish(new SubmitOrder
        {
            ClientOrderId = "held",
            Account = "main",
            Symbol = "BTCUSDT",
            Side = Side.Buy,
            Type = OrderType.Market,
            Quantity = 0.01m,
            Strategy = "ma-cross",
            SubmittedAt = DateTime.UtcNow,
        });
        return null!;
    }

    private static async Task<JsonElement> OrderAsync(OrdersHost host, string clientOrderId) =>
        (await host.GetAsync("/orders")).EnumerateArray().FirstOrDefault(order => order.GetProperty("clientOrderId").GetString() == clientOrderId);

    private static string Id(JsonElement order) => order.GetProperty("id").GetString()!;

    private static string? Status(JsonElement order) => order.ValueKind == JsonValueKind.Object ? order.GetProperty("status").GetString() : null;
}
