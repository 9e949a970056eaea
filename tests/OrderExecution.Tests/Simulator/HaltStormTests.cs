using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>
/// Clients that place and replace orders by every way while halt is thrown, at a venue that answers late, loses answers and falls silent.
/// The venue's ledger judges: what it received after halt had answered was listed in flight, and in the end nothing rests. Two halts
/// here; three minutes of them with <c>TRADING_LONG=1</c>.
/// </summary>
public sealed class HaltStormTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Length = Needs.IsLongRun ? TimeSpan.FromMinutes(3) : TimeSpan.Zero;
    private readonly ConcurrentQueue<string> _resting = new();
    private int _numbers;
    private decimal _price;

    [Fact]
    public async Task No_order_reaches_the_venue_after_halt_has_answered_but_those_listed()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:SpotWeightPerMinute=1000000");
        await using var host = await OrdersHost.StartAsync(settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=5000", "--Orders:RequestTimeoutMs=3000"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        using var limits = await host.SendAsync(
            HttpMethod.Put, "/risk/limits", new { maxOpenOrders = 0, maxOrdersPerSecond = 0, maxPosition = "0", maxExposure = "0", maxRequestAgeMs = 0 });
        limits.EnsureSuccessStatusCode();
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < 2 || watch.Elapsed < Length; round++)
        {
            await RoundAsync(venue, host, round);
        }
    }

    private async Task RoundAsync(SimulatedVenue venue, OrdersHost host, int round)
    {
        _price = await venue.PriceAsync();
        host.SetPrice("BTCUSDT", _price);
        await venue.SetFaultsAsync(round % 2 == 0 ? new { timeoutAfterAccept = 0.0, stall = 0, seed = round } : new { timeoutAfterAccept = 0.2, stall = 600, seed = round });
        var before = (await venue.LedgerAsync()).GetProperty("orderRequestCount").GetInt64();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => ClientAsync(host, client, stop.Token)).ToArray();
        await Poll.UntilAsync(async () => (await venue.LedgerAsync()).GetProperty("orderRequestCount").GetInt64() > before + 20, Deadline);

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt", new { reason = "storm" });
        var answeredMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.True(halt.IsSuccessStatusCode, await halt.Content.ReadAsStringAsync());
        var answer = await halt.Content.ReadFromJsonAsync<JsonElement>();

        // The clients go on against the halted service before they stop.
        var asked = Volatile.Read(ref _numbers);
        await Poll.UntilAsync(() => Volatile.Read(ref _numbers) > asked + (3 * Clients), Deadline);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await venue.SetFaultsAsync(new { });
        await SettleAsync(host);
        await JudgeAsync(venue, host, answer, answeredMs, round);
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume");
        resume.EnsureSuccessStatusCode();
    }

    private async Task ClientAsync(OrdersHost host, int client, CancellationToken stop)
    {
        var random = new Random(client);
        while (!stop.IsCancellationRequested)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"storm-{client}-{Interlocked.Increment(ref _numbers)}");
            var side = random.Next(2) == 0 ? "buy" : "sell";
            var price = Math.Round(_price * (side == "buy" ? 0.97m : 1.03m), 2).ToString(CultureInfo.InvariantCulture);
            using var response = random.Next(4) switch
            {
                0 when _resting.TryDequeue(out var resting) => await host.SendAsync(HttpMethod.Put, $"/orders/{resting}", new { clientOrderId = id, quantity = "0.002" }),
                1 => await host.SubmitAsync(Orders.Market(id, side, "0.001")),
                2 => await host.SubmitAsync(Orders.Market(id, side, "0.001", route: "bbook")),
                _ => await host.SubmitAsync(Orders.Limit(id, price, side, "0.001")),
            };
            if (response.IsSuccessStatusCode
                && await response.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None) is var order
                && order.GetProperty("status").GetString() == "accepted")
            {
                _resting.Enqueue(order.GetProperty("id").GetString()!);
            }
        }
    }

    private static Task SettleAsync(OrdersHost host) => Poll.UntilAsync(
        async () =>
        {
            var risk = await host.GetAsync("/risk/limits");
            return risk.GetProperty("inFlight").GetArrayLength() == 0
                && risk.GetProperty("notCancelled").EnumerateArray().All(order => order.GetProperty("status").GetString() is "filled" or "expired");
        },
        Deadline);

    private async Task JudgeAsync(SimulatedVenue venue, OrdersHost host, JsonElement answer, long answeredMs, int round)
    {
        var inFlight = answer.GetProperty("inFlight").EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);
        var ids = (await ListAsync(host)).ToDictionary(order => order.GetProperty("clientOrderId").GetString()!, StringComparer.Ordinal);
        var late = (await venue.LedgerAsync()).GetProperty("orderRequests").EnumerateArray().Where(request => request.GetProperty("timeMs").GetInt64() > answeredMs).ToList();
        output.WriteLine($"round {round}: {ids.Count} orders, {inFlight.Count} listed in flight, {late.Count} received after halt had answered");
        Assert.All(late, request => Assert.Contains(ids[request.GetProperty("clientOrderId").GetString()!].GetProperty("id").GetString()!, inFlight));
        Assert.All(
            ids.Values.Where(order => order.GetProperty("venue").GetString() == InternalBook.Venue && order.GetProperty("status").GetString() == "filled"),
            order => Assert.True(
                new DateTimeOffset(order.GetProperty("updatedAt").GetDateTime()).ToUnixTimeMilliseconds() <= answeredMs || inFlight.Contains(order.GetProperty("id").GetString()!),
                "An order of the internal book was filled after halt had answered."));
        var open = await host.Of<IOrderVenue>().OpenOrdersAsync("BTCUSDT", TestContext.Current.CancellationToken);
        Assert.Empty(open!);
    }

    private static async Task<List<JsonElement>> ListAsync(OrdersHost host)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            using var response = await host.Client.GetAsync($"/orders?limit=500{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange((await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray());
            cursor = response.Headers.TryGetValues("X-Next-Cursor", out var next) ? next.Single() : null;
        }
        while (cursor is not null);
        return all;
    }
}
