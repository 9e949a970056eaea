using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.OrderExecution.Domain;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>The service against the real simulator over HTTP; the simulator's ledger is the judge.</summary>
public sealed class SimulatorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_market_order_fills_and_the_position_is_what_the_venue_filled()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);

        var order = await host.PlaceAsync(Orders.Market("sim-market"));

        Assert.Equal("filled", order.GetProperty("status").GetString());
        Assert.Equal(1, (await venue.AcceptedAsync())["sim-market"]);
        Assert.Equal(await venue.NetFilledAsync(), decimal.Parse((await host.GetAsync("/positions"))[0].GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture));
        var account = await Poll.UntilAsync(() => host.GetAsync("/accounts/main"), value => value.GetProperty("balances").GetArrayLength() > 0, Deadline);
        Assert.True(decimal.Parse(account.GetProperty("equity").GetString()!, CultureInfo.InvariantCulture) > 900_000m);
    }

    [Fact]
    public async Task On_a_replay_an_order_has_the_recordings_time_beside_ours()
    {
        await using var venue = await SimulatedVenue.StartAsync($"--Simulator:ReplayFile={RecordedData.File(RecordedData.SpotSession)}");
        await using var host = await OrdersHost.StartAsync(withPrice: false, settings: [.. venue.Settings, "--Venue:Symbols=BTCUSDT"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        var began = new DateTime(2024, 8, 8, 23, 54, 0, DateTimeKind.Utc);
        var prices = host.Of<ReferencePrices>();
        prices.Observe("BTCUSDT", new ReferencePrice(61_700, began.AddSeconds(1), DateTime.UtcNow));
        prices.Observe("BTCUSDT", new FeedHealth(null, DateTime.UtcNow, DateTime.UtcNow.AddMinutes(10)));
        var resting = await host.PlaceAsync(Orders.Limit("replay-rest", "60000"));
        var crossing = await host.PlaceAsync(Orders.Limit("replay-cross", "62000"));
        var rejected = await host.PlaceAsync(Orders.Limit("replay-rejected", "62000", timeInForce: "gtx"));
        var internally = await host.PlaceAsync(Orders.Market("replay-internal", route: "bbook"));
        using var denied = await host.SendAsync(HttpMethod.Post, "/orders", Orders.Limit("replay-denied", "10"));
        var listed = (await host.GetAsync("/orders")).EnumerateArray().ToDictionary(order => order.GetProperty("clientOrderId").GetString()!);
        var fill = (await host.GetAsync($"/orders/{crossing.GetProperty("id").GetString()}")).GetProperty("fills")[0];

        Assert.Equal(("accepted", "filled"), (resting.GetProperty("status").GetString(), crossing.GetProperty("status").GetString()));
        Assert.Equal(("rejected", "filled"), (rejected.GetProperty("status").GetString(), internally.GetProperty("status").GetString()));
        Assert.Equal("denied", listed["replay-denied"].GetProperty("status").GetString());
        Assert.All(
            ["replay-denied", "replay-rejected", "replay-internal"],
            id => Assert.Equal(began.AddSeconds(1), listed[id].GetProperty("exchangeTime").GetDateTime()));
        Assert.All(listed.Values, order => Assert.InRange(order.GetProperty("exchangeTime").GetDateTime(), began, began.AddMinutes(1)));
        Assert.All(listed.Values, order => Assert.InRange(order.GetProperty("updatedAt").GetDateTime(), DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow));
        Assert.Equal(listed["replay-cross"].GetProperty("exchangeTime").GetDateTime(), fill.GetProperty("filledAt").GetDateTime());
    }

    [Fact]
    public async Task A_resting_order_is_accepted_replaced_and_cancelled()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        var price = Math.Round(await venue.PriceAsync() * 0.97m, 2);

        var order = await host.PlaceAsync(Orders.Limit("sim-rest", Text(price)));
        Assert.Equal("accepted", order.GetProperty("status").GetString());
        using var replaced = await host.SendAsync(HttpMethod.Put, $"/orders/{order.GetProperty("id").GetString()}", new { price = Text(price - 10) });
        var next = await replaced.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("accepted", next.GetProperty("status").GetString());
        using var late = await host.SendAsync(HttpMethod.Delete, $"/orders/{order.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("orderReplaced", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var cancelled = await host.SendAsync(HttpMethod.Delete, $"/orders/{next.GetProperty("id").GetString()}");

        Assert.Equal("cancelled", (await cancelled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        Assert.All(await venue.AcceptedAsync(), request => Assert.Equal(1, request.Value));
    }

    [Theory]
    [InlineData("gtx", 1.01, "rejected")]
    [InlineData("gtx", 0.97, "accepted")]
    [InlineData("ioc", 0.97, "expired")]
    [InlineData("fok", 1.01, "filled")]
    public async Task Time_in_force_ends_as_the_venue_says(string timeInForce, double factor, string status)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        var price = Math.Round(await venue.PriceAsync() * (decimal)factor, 2);

        var order = await host.PlaceAsync(Orders.Limit($"sim-{timeInForce}", Text(price), timeInForce: timeInForce));

        Assert.Equal(status, order.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_stop_limit_order_waits_at_the_venue()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        var price = await venue.PriceAsync();

        var order = await host.PlaceAsync(new
        {
            clientOrderId = "sim-stop",
            symbol = "BTCUSDT",
            side = "buy",
            type = "stopLimit",
            quantity = "0.01",
            price = Text(Math.Round(price * 1.04m, 2)),
            stopPrice = Text(Math.Round(price * 1.03m, 2)),
        });

        Assert.Equal("accepted", order.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_refusal_for_lack_of_money_is_a_rejected_order()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:Balances=USDT=10,BTC=0");
        await using var host = await StartAsync(venue);

        var order = await host.PlaceAsync(Orders.Market("sim-poor"));

        Assert.Equal(("rejected", "insufficientBalance"), (order.GetProperty("status").GetString(), order.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_order_whose_answer_timed_out_is_resolved_and_was_sent_once()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue, "--Orders:RequestTimeoutMs=500");
        await venue.SetFaultsAsync(new { timeoutAfterAccept = 1 });

        var order = await host.PlaceAsync(Orders.Market("sim-timeout"));

        // The reconciler may be faster than the time-out of the answer.
        Assert.Contains(order.GetProperty("status").GetString(), new[] { "unknown", "filled" });
        await UntilAsync(host, order, "filled");
        Assert.Equal(1, (await venue.ReceivedAsync())["sim-timeout"]);
    }

    [Fact]
    public async Task After_a_503_the_order_ends_as_the_venue_has_it_and_was_sent_once()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue, "--Orders:RecvWindowMs=1500");
        await venue.SetFaultsAsync(new { http503Unknown = 1 });
        var ids = Enumerable.Range(0, 8).Select(i => $"sim-503-{i}").ToArray();

        foreach (var id in ids)
        {
            await host.PlaceAsync(Orders.Market(id));
        }

        await venue.SetFaultsAsync(new { });
        await Poll.UntilAsync(async () => (await host.GetAsync("/orders?status=unknown")).GetArrayLength() == 0, Deadline);
        var executed = (await venue.AcceptedAsync()).Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var order in (await host.GetAsync("/orders")).EnumerateArray())
        {
            Assert.Equal(executed.Contains(order.GetProperty("clientOrderId").GetString()!) ? "filled" : "rejected", order.GetProperty("status").GetString());
        }

        Assert.All(await venue.ReceivedAsync(), request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task A_skewed_clock_of_the_venue_is_measured_and_orders_go_on()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        await venue.SetFaultsAsync(new { clockSkew = 20_000 });

        var order = await host.PlaceAsync(Orders.Market("sim-skew"));

        Assert.Equal("filled", order.GetProperty("status").GetString());
    }

    private static async Task<OrdersHost> StartAsync(SimulatedVenue venue, params string[] settings)
    {
        var host = await OrdersHost.StartAsync(settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=2000", .. settings]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        host.SetPrice("BTCUSDT", await venue.PriceAsync());
        return host;
    }

    private static Task<JsonElement> UntilAsync(OrdersHost host, JsonElement order, string status) => Poll.UntilAsync(
        () => host.GetAsync($"/orders/{order.GetProperty("id").GetString()}"), value => value.GetProperty("status").GetString() == status, Deadline);

    private static string Text(decimal price) => price.ToString(CultureInfo.InvariantCulture);
}
