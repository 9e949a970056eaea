using System.Globalization;
using System.Net;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>Many names for one account at the venue. Its ledger judges; with <c>TRADING_LONG=1</c> the storm is sixty times as long.</summary>
public sealed class AccountStormTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TRADING_LONG") == "1";

    [Fact]
    public async Task Twelve_account_names_do_not_get_past_the_limits_of_one()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        var quantity = Quantity(45_000m / await venue.PriceAsync());

        for (var i = 0; i < 12; i++)
        {
            using var response = await host.SubmitAsync(Of($"named-{i}", $"acc{i}", quantity));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        }

        Assert.Empty(await venue.ReceivedAsync());
    }

    [Fact]
    public async Task A_storm_of_names_and_sizes_never_takes_the_venue_beyond_the_limits()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        string[] names = ["main", "acc0", "MAIN", "main.", "main-1", "Main", "0"];
        var random = new Random(7);
        var price = await venue.PriceAsync();
        var ids = 0;
        for (var round = 0; round < (Long ? 300 : 5); round++)
        {
            price = await venue.PriceAsync();
            host.SetPrice("BTCUSDT", price);
            var orders = Enumerable.Range(0, 16).Select(_ => Of(
                $"storm-{ids++}", names[random.Next(names.Length)], Quantity(random.Next(5_000, 49_000) / price), random.Next(4) == 0 ? "sell" : "buy", Limit(random, price)));
            await Task.WhenAll(orders.Select(async order =>
            {
                using var response = await host.SubmitAsync(order);
                Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity });
            }));

            // The limits hold at the reference price of the moment; what was bought may have moved a little since.
            Assert.InRange(Math.Abs(await venue.NetFilledAsync()) * price, 0, 250_000m * 1.02m);
        }

        var sent = (await host.GetAsync("/orders?limit=500")).EnumerateArray()
            .Where(order => order.GetProperty("status").GetString() != "denied")
            .Select(order => order.GetProperty("account").GetString());
        Assert.All(sent, account => Assert.Equal("main", account));
        Assert.NotEmpty(await venue.AcceptedAsync());
    }

    private static async Task<OrdersHost> StartAsync(SimulatedVenue venue)
    {
        var host = await OrdersHost.StartAsync(settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=10000"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
        host.SetPrice("BTCUSDT", await venue.PriceAsync());

        // On a busy machine a test takes longer than a price is good for.
        using var limits = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { maxReferenceAgeMs = 3_600_000 });
        Assert.Equal(HttpStatusCode.OK, limits.StatusCode);
        return host;
    }

    // A third rests, five in a thousand away from the market.
    private static string? Limit(Random random, decimal price) =>
        random.Next(3) == 0 ? Math.Round(price * 0.995m, 2).ToString(CultureInfo.InvariantCulture) : null;

    private static string Quantity(decimal quantity) => Math.Round(quantity, 4, MidpointRounding.ToZero).ToString(CultureInfo.InvariantCulture);

    private static object Of(string clientOrderId, string account, string quantity, string side = "buy", string? price = null) => price is null
        ? new { clientOrderId, symbol = "BTCUSDT", side, type = "market", quantity, account }
        : new { clientOrderId, symbol = "BTCUSDT", side, type = "limit", quantity, price, account };
}
