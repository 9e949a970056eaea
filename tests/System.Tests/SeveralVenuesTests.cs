using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>The simulator's spot and USD-M markets in one run: each has its own data, strategies, limits and orders.</summary>
public sealed class SeveralVenuesTests
{
    private const string Spot = "simulator-spot";
    private const string Usdm = "simulator-usdm";

    [Theory]
    [InlineData("embedded")]
    [InlineData("local", Explicit = true)]
    public async Task Spot_and_perpetuals_run_side_by_side_and_are_never_mixed(string mode)
    {
        Servers.NeededFor(mode);
        await using var system = await TradingSystem.StartReadyAsync("--mode", mode, "--venue", $"{Spot},{Usdm}", "--symbols", "BTCUSDT");
        await Poll.UntilAsync(
            () => system.Api.ListAsync("market-data", "/market/feeds"),
            feeds => feeds.Count == 2 && feeds.All(feed => feed.GetProperty("bookInSync").GetBoolean()), Way.Deadline);
        var before = await PricesAsync(system);
        await Poll.UntilAsync(
            () => PricesAsync(system), prices => prices[Spot] != before[Spot] && prices[Usdm] != before[Usdm], Way.Deadline);
        Assert.NotEqual(await FirstTradeAsync(system, Spot), await FirstTradeAsync(system, Usdm));
        await IsRefusedAsync(system.Api.ReadAsync("market-data", "/market/trades/BTCUSDT"), HttpStatusCode.BadRequest, "venueNeeded");
        await IsRefusedAsync(
            system.Api.ReadAsync("market-data", "/market/book/BTCUSDT?venue=elsewhere"), HttpStatusCode.BadRequest, "unknownVenue");

        await IsRefusedAsync(OrderAsync(system, "no-venue", venue: null), HttpStatusCode.BadRequest, "venueNeeded");
        await IsRefusedAsync(OrderAsync(system, "unknown-venue", "elsewhere"), HttpStatusCode.BadRequest, "unknownVenue");
        using (var placed = await OrderAsync(system, "on-spot", Spot))
        {
            Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        }

        await Poll.UntilAsync(() => FilledAsync(system, "on-spot"), venue => venue == Spot, Way.Deadline);
        using (var refused = await OrderAsync(system, "on-usdm", Usdm))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.All(await system.Api.ListAsync("order-execution", "/positions"), position => Assert.Equal(Spot, VenueOf(position)));
        var providers = (await system.Api.ListAsync("order-execution", "/liquidity-providers")).Select(NameOf);
        Assert.Equal([Spot, Usdm], providers.Intersect([Spot, Usdm]).Order());
        await Way.NothingFailedAsync(system);
    }

    private static string VenueOf(JsonElement row) => row.GetProperty("venue").GetString()!;

    private static string NameOf(JsonElement row) => row.GetProperty("name").GetString()!;

    private static async Task<Dictionary<string, string>> PricesAsync(TradingSystem system) =>
        (await system.Api.ListAsync("market-data", "/market/prices"))
            .ToDictionary(VenueOf, price => price.GetProperty("price").GetString()!);

    private static async Task<string> FirstTradeAsync(TradingSystem system, string venue) =>
        (await Poll.UntilAsync(
            () => system.Api.ListAsync("market-data", $"/market/trades/BTCUSDT?venue={venue}&limit=1"), trades => trades.Count > 0,
            Way.Deadline))[0].GetRawText();

    private static Task<HttpResponseMessage> OrderAsync(TradingSystem system, string id, string? venue) => system.Api.SendAsync(
        "trader", HttpMethod.Post, "order-execution", "/orders",
        new { clientOrderId = id, symbol = "BTCUSDT", side = "buy", type = "market", quantity = "0.001", venue });

    private static async Task<string?> FilledAsync(TradingSystem system, string id) =>
        (await system.Api.FilledOrdersAsync()).Where(order => order.GetProperty("clientOrderId").GetString() == id)
            .Select(VenueOf).FirstOrDefault();

    private static async Task IsRefusedAsync(Task<HttpResponseMessage> sent, HttpStatusCode status, string code)
    {
        using var answer = await sent;
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
    }
}
