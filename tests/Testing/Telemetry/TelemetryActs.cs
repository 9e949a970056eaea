using System.Net.Http.Json;
using Xunit;

namespace Trading.Testing.Telemetry;

/// <summary>What a user does once in a while, so that the metrics that wait for it appear.</summary>
public static class TelemetryActs
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <param name="clientOf">A client of a service by its name, with a trader's key.</param>
    public static async Task DoAsync(IEnumerable<string> services, Func<string, HttpClient> clientOf)
    {
        foreach (var service in services)
        {
            await Poll.UntilAsync(async () => (await clientOf(service).GetAsync("/ready")).IsSuccessStatusCode, Deadline, $"{service} is ready");
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await clientOf(service).GetAsync("/nowhere")).StatusCode);
        }

        // One that passes, and one that the risk rules deny.
        var orders = clientOf("order-execution");
        await Poll.UntilAsync(async () => (await orders.PostAsJsonAsync("/orders", Order("0.001"))).IsSuccessStatusCode, Deadline, "an order passes");
        await orders.PostAsJsonAsync("/orders", Order("9000"));

        var end = DateTime.UnixEpoch.AddMinutes(Math.Floor((DateTime.UtcNow - DateTime.UnixEpoch).TotalMinutes) - 60);
        var download = new { venue = "simulator", kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1m", start = end.AddHours(-1), end, source = "rest" };
        Assert.True((await clientOf("downloader").PostAsJsonAsync("/downloads", download)).IsSuccessStatusCode);
        var backtest = new { strategy = "buy-and-hold", venue = "simulator", symbols = new[] { "BTCUSDT" }, interval = "1m", start = end.AddHours(-1), end };
        Assert.True((await clientOf("paper-trading").PostAsJsonAsync("/paper/backtests", backtest)).IsSuccessStatusCode);
        await clientOf("scanner").PostAsJsonAsync("/scans", new { symbols = new[] { "BTCUSDT" } });
    }

    /// <summary>Reads that find something to fill only when seconds without a trade have passed.</summary>
    public static Task ReadFilledBarsAsync(HttpClient marketData) => marketData.GetAsync("/market/bars/ETHUSDT?interval=1s&fill=forward&limit=500");

    private static object Order(string quantity) =>
        new { clientOrderId = Guid.NewGuid().ToString("n")[..20], symbol = "BTCUSDT", side = "buy", type = "market", timeInForce = "gtc", quantity, account = "main" };
}
