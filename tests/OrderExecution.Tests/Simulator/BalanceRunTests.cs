using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>Balances of the real simulator, with its fees and partial fills. With <c>TRADING_LONG=1</c> the run is fifty times as long.</summary>
public sealed class BalanceRunTests : IDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TRADING_LONG") == "1";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-run-").FullName;

    [Fact]
    public async Task A_busy_run_with_fees_raises_no_false_alarm_and_a_lost_account_raises_one()
    {
        await using (var venue = await SimulatedVenue.StartAsync("--Simulator:SpotWeightPerMinute=1000000"))
        {
            await using var host = await StartAsync(venue);
            await TradeAsync(venue, host, rounds: Long ? 500 : 10);

            var report = await Poll.UntilAsync(() => ReconcileAsync(host), last => last.GetProperty("balancesCompared").GetBoolean(), Deadline);
            Assert.Empty(report.GetProperty("differences").EnumerateArray());
            Assert.Contains("account_balance_differences_total 0", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
            Assert.NotEqual(0, await venue.NetFilledAsync());
        }

        // The venue comes back with the balances of its first day.
        await using var fresh = await SimulatedVenue.StartAsync("--Simulator:SpotWeightPerMinute=1000000");
        await using var next = await StartAsync(fresh);
        var lost = await Poll.UntilAsync(() => ReconcileAsync(next), last => last.GetProperty("balancesCompared").GetBoolean(), Deadline);

        Assert.Equal(["BTC", "USDT"], lost.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("asset").GetString()!));
        Assert.False(lost.GetProperty("complete").GetBoolean());
        Assert.Matches(
            "account_balance_difference\\{account=\"main\",[^}]*asset=\"BTC\"", await next.Client.GetStringAsync("/metrics"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task TradeAsync(SimulatedVenue venue, OrdersHost host, int rounds)
    {
        var random = new Random(7);
        for (var round = 0; round < rounds; round++)
        {
            var price = await venue.PriceAsync();
            host.SetPrice("BTCUSDT", price);
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => host.PlaceAsync(Any(random, $"run-{round}-{i}", price, market: i < 2))));
            foreach (var open in (await host.GetAsync("/orders?status=accepted")).EnumerateArray().Take(2))
            {
                using var cancelled = await host.SendAsync(HttpMethod.Delete, $"/orders/{open.GetProperty("id").GetString()}");
            }

            Assert.Empty((await host.GetAsync("/accounts/main")).GetProperty("differences").EnumerateArray());
        }
    }

    // Limits a few ticks around the market fill in parts, now or later.
    private static object Any(Random random, string id, decimal price, bool market)
    {
        var side = random.Next(5) < 3 ? "buy" : "sell";
        var quantity = (random.Next(100, 60_000) / 100_000m).ToString(CultureInfo.InvariantCulture);
        return market
            ? Orders.Market(id, side, quantity)
            : Orders.Limit(id, Math.Round(price * (1 + (random.Next(-5, 6) / 10_000m)), 2).ToString(CultureInfo.InvariantCulture), side, quantity);
    }

    private async Task<OrdersHost> StartAsync(SimulatedVenue venue)
    {
        var host = await OrdersHost.StartAsync(
            folder: _folder, settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=10000", "--Orders:AccountSyncIntervalMs=500"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        host.SetPrice("BTCUSDT", await venue.PriceAsync());
        using var limits = await host.SendAsync(
            HttpMethod.Put, "/risk/limits", new { maxReferenceAgeMs = 3_600_000, maxPosition = "0", maxExposure = "0", maxOpenOrders = 0, maxOrdersPerSecond = 0, maxNotional = "0" });
        Assert.True(limits.IsSuccessStatusCode);
        return host;
    }

    private static async Task<JsonElement> ReconcileAsync(OrdersHost host)
    {
        using var response = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
