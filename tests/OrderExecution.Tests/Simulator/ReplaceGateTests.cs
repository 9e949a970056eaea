using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>The gate decides about a replacement before anything happens: the venue shows whether the original is still there.</summary>
public sealed class ReplaceGateTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("TRADING_LONG") == "1";

    private static readonly (string Rule, string Quantity, double Factor)[] Denials =
    [
        ("killSwitch", "0.05", 0.97), ("priceReference", "0.05", 0.97), ("stalePrice", "0.05", 0.97), ("maxNotional", "1.5", 0.97),
        ("maxOrderQuantity", "1001", 0.97), ("priceCollar", "0.05", 0.5), ("venueFilter", "0.0500001", 0.97), ("maxOpenOrders", "0.05", 0.97),
        ("maxPosition", "0.3", 0.97), ("maxExposure", "0.3", 0.97),
    ];

    private decimal _price;

    [Fact]
    public async Task Whatever_rule_denies_a_replacement_the_original_stays_at_the_venue()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        await host.PlaceAsync(Orders.Limit("another", At(0.96), quantity: "0.01"));

        foreach (var (rule, quantity, factor) in Denials)
        {
            await ResetAsync(host);
            var order = await host.PlaceAsync(Orders.Limit($"original-{rule}", At(0.96), quantity: "0.04"));
            await ArrangeAsync(host, rule);

            using var replaced = await ReplaceAsync(host, order, new { quantity, price = At(factor) });
            var problem = await replaced.Content.ReadFromJsonAsync<JsonElement>();

            Assert.Equal((HttpStatusCode.UnprocessableEntity, rule), (replaced.StatusCode, problem.GetProperty("code").GetString()));
            Assert.Equal(Id(order), problem.GetProperty("order").GetProperty("id").GetString());
            Assert.Equal("accepted", problem.GetProperty("order").GetProperty("status").GetString());
            Assert.Contains($"original-{rule}", await OpenAtVenueAsync(host));
            Assert.Equal(order.GetProperty("version").GetInt32(), (await host.GetAsync($"/orders/{Id(order)}")).GetProperty("version").GetInt32());
            using var cancelled = await host.SendAsync(HttpMethod.Delete, $"/orders/{Id(order)}");
        }

        Assert.Equal(["another", .. Denials.Select(denial => $"original-{denial.Rule}")], (await venue.ReceivedAsync()).Keys);
    }

    [Fact]
    public async Task A_replacement_that_would_not_only_reduce_leaves_the_original()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        await host.PlaceAsync(Orders.Market("position", quantity: "0.02"));
        var order = await host.PlaceAsync(Reducing("original", At(1.03), "0.02"));

        using var larger = await ReplaceAsync(host, order, new { quantity = "0.03" });
        Assert.Equal("reduceOnly", (await larger.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal(["original"], await OpenAtVenueAsync(host));

        using var dearer = await ReplaceAsync(host, order, new { price = At(1.04) });
        Assert.Equal(HttpStatusCode.Created, dearer.StatusCode);
    }

    [Fact]
    public async Task A_replacement_that_would_execute_at_once_leaves_the_protecting_stop()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        await host.PlaceAsync(Orders.Market("position", quantity: "0.02"));
        var stop = await host.PlaceAsync(
            new { clientOrderId = "stop", symbol = "BTCUSDT", side = "sell", type = "stop", quantity = "0.02", stopPrice = At(0.97), account = "main" });
        var maker = await host.PlaceAsync(Orders.Limit("maker", At(0.96), timeInForce: "gtx"));

        using var triggers = await ReplaceAsync(host, stop, new { stopPrice = At(1.02) });
        using var takes = await ReplaceAsync(host, maker, new { price = At(1.02) });
        using var nothing = await ReplaceAsync(host, stop, new { });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "wouldTriggerAtOnce"), (triggers.StatusCode, (await triggers.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "wouldTake"), (takes.StatusCode, (await takes.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Equal(["maker", "stop"], (await OpenAtVenueAsync(host)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_limits_count_the_replacement_instead_of_the_original()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        var order = await host.PlaceAsync(Orders.Limit("original", At(0.96), quantity: "0.04"));
        await SetLimitsAsync(host, new { maxOpenOrders = 1, maxPosition = Text(0.05m * _price), maxExposure = Text(0.05m * _price) });

        using var replaced = await ReplaceAsync(host, order, new { quantity = "0.045", price = At(0.97) });
        Assert.Equal(HttpStatusCode.Created, replaced.StatusCode);
        var next = await replaced.Content.ReadFromJsonAsync<JsonElement>();

        using var larger = await ReplaceAsync(host, next, new { quantity = "0.06" });
        Assert.Equal("maxPosition", (await larger.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal([next.GetProperty("clientOrderId").GetString()!], await OpenAtVenueAsync(host));
    }

    [Fact]
    public async Task A_storm_of_replacements_loses_no_order_and_doubles_none()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await StartAsync(venue);
        await SetLimitsAsync(host, new { maxOrdersPerSecond = 0, maxOpenOrders = 0 });
        const int Chains = 4;
        var chains = new string[Chains];
        for (var i = 0; i < Chains; i++)
        {
            chains[i] = Id(await host.PlaceAsync(Orders.Limit($"chain-{i}", At(0.96))));
        }

        var (denied, done) = (0, 0);
        for (var round = 0; round < (Long ? 200 : 6); round++)
        {
            _price = await venue.PriceAsync();
            host.SetPrice("BTCUSDT", _price);
            await Task.WhenAll(Enumerable.Range(0, Chains).SelectMany(chain => Enumerable.Range(round, 4).Select(async turn =>
            {
                var contender = turn % 4;

                // Every second one is far outside the collar or too large.
                var price = At(contender == 1 ? 0.5 : 0.955 + (0.002 * contender));
                var body = new { clientOrderId = $"c{chain}-{round}-{contender}", price, quantity = contender == 3 ? "5" : "0.01" };
                using var response = await host.SendAsync(HttpMethod.Put, $"/orders/{chains[chain]}", body);
                Interlocked.Increment(ref response.StatusCode == HttpStatusCode.UnprocessableEntity ? ref denied : ref done);
                return response.StatusCode == HttpStatusCode.Created ? Id(await response.Content.ReadFromJsonAsync<JsonElement>()) : null;
            })));
            foreach (var order in (await host.GetAsync("/orders?status=accepted")).EnumerateArray())
            {
                var name = order.GetProperty("clientOrderId").GetString()!;
                chains[int.Parse(name.Split('-') is ["chain", var first] ? first : name[1..name.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture)] = Id(order);
            }

            Assert.Equal(Chains, (await OpenAtVenueAsync(host)).Count);
        }

        Assert.True(denied > 0 && done > 0, "The storm must have denied and replaced.");
        Assert.All(await venue.ReceivedAsync(), request => Assert.Equal(1, request.Value));
    }

    private async Task<OrdersHost> StartAsync(SimulatedVenue venue)
    {
        var host = await OrdersHost.StartAsync(settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=10000"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
        _price = await venue.PriceAsync();
        host.SetPrice("BTCUSDT", _price);

        // On a busy machine a test takes longer than a price is good for.
        await SetLimitsAsync(host, new { maxReferenceAgeMs = 3_600_000 });
        return host;
    }

    // As before any rule was arranged.
    private async Task ResetAsync(OrdersHost host)
    {
        host.SetPrice("BTCUSDT", _price);
        await SetLimitsAsync(host, new { maxNotional = "50000", maxOpenOrders = 200, maxPosition = "250000", maxExposure = "500000" });
        using var resumed = await host.SendAsync(HttpMethod.Post, "/risk/resume", new { reason = "drill" });
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
    }

    private async Task ArrangeAsync(OrdersHost host, string rule)
    {
        switch (rule)
        {
            case "killSwitch":
                using (var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt", new { reason = "drill", cancelOpen = "none" }))
                {
                    Assert.Equal(HttpStatusCode.OK, halt.StatusCode);
                }

                break;
            case "priceReference":
                host.SetPrice("BTCUSDT", _price, age: TimeSpan.FromHours(2));
                break;
            case "stalePrice":
                host.Of<ReferencePrices>().Observe(
                    "BTCUSDT", new FeedHealth("book out of sync", DateTime.UtcNow, DateTime.UtcNow));
                break;
            case "maxOrderQuantity":
                await SetLimitsAsync(host, new { maxNotional = "0" });
                break;
            case "maxOpenOrders":
                await SetLimitsAsync(host, new { maxOpenOrders = 1 });
                break;
            case "maxPosition":
                await SetLimitsAsync(host, new { maxPosition = Text(0.2m * _price) });
                break;
            case "maxExposure":
                await SetLimitsAsync(host, new { maxExposure = Text(0.2m * _price) });
                break;
        }
    }

    private static async Task SetLimitsAsync(OrdersHost host, object limits)
    {
        using var response = await host.SendAsync(HttpMethod.Put, "/risk/limits", limits);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task<HttpResponseMessage> ReplaceAsync(OrdersHost host, JsonElement order, object body) =>
        host.SendAsync(HttpMethod.Put, $"/orders/{Id(order)}", body);

    /// <summary>The venue answers null while a long storm has used up the minute's request weight.</summary>
    private static async Task<List<string>> OpenAtVenueAsync(OrdersHost host)
    {
        var venue = host.Of<IOrderVenue>();
        var open = await Poll.UntilAsync(() => venue.OpenOrdersAsync("BTCUSDT", CancellationToken.None), orders => orders is not null, TimeSpan.FromSeconds(90));
        return [.. open!.Select(order => order.ClientOrderId)];
    }

    private static object Reducing(string clientOrderId, string price, string quantity) =>
        new { clientOrderId, symbol = "BTCUSDT", side = "sell", type = "limit", quantity, price, reduceOnly = true };

    private string At(double factor) => Text(Math.Round(_price * (decimal)factor, 2));

    private static string Id(JsonElement order) => order.GetProperty("id").GetString()!;

    private static string Text(decimal value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
