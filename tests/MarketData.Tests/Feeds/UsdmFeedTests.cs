using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>
/// USD-M over its routed addresses: books and best prices under <c>/public</c>, aggregates, bars and mark prices under <c>/market</c>.
/// </summary>
public sealed class UsdmFeedTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Aggregates_are_stored_under_the_ids_that_history_has_with_mark_price_and_funding()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:UsdmTradesPerSecond=200");

        // Ids before the founding of a simulated venue are far below its live ones: a hole that nobody can fill.
        await Poll.UntilAsync(async () => (await venue.GetAsync("/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1"))[0].GetProperty("a").GetInt64() > 1_000_000_000_000, Deadline);
        await using var service = await RunningService.StartAsync(
            venue.Url, _folder.Path, null, "BTCUSDT", "--Venue:Name=binance-usdm", "--MarketData:InitialTrades=0");
        Assert.Equal(
            [("/market/stream", 3), ("/public/stream", 2)],
            service.Get<FeedPlan>().Connections.Select(connection => (connection.Address.AbsolutePath, connection.Streams.Count)));
        await Poll.UntilAsync(
            async () => (await service.JsonAsync("/market/feeds"))[0],
            feed => feed.GetProperty("status").GetString() == "connected" && feed.GetProperty("bookInSync").GetBoolean(), Deadline);

        await venue.SetFaultsAsync(new { drop = 0.05, duplicate = 0.05, reorder = 0.05 });
        await Poll.UntilAsync(async () => (await service.GapsAsync()).Count >= 5, Deadline);
        await venue.SetFaultsAsync(new { });

        // A hole shows by the trade behind it: only what came after the faults tells that all of them are known.
        var newest = (await venue.GetAsync("/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1"))[0].GetProperty("a").GetInt64();
        var stored = await Poll.UntilAsync(
            () => service.TradesAsync(venue: "binance-usdm"), trades => trades[^1].TradeId > newest && trades.Count == trades[^1].TradeId - trades[0].TradeId + 1, Deadline);
        await Poll.UntilAsync(async () => (await service.GapsAsync(GapState.Open)).Count == 0, Deadline);
        Assert.Equal(await venue.AggregatesAsync("BTCUSDT", stored[0].TradeId, stored[^1].TradeId), stored);
        Assert.All(await service.GapsAsync(), gap => Assert.Equal(GapState.Healed, gap.State));

        var price = await Poll.UntilAsync(
            async () => (await service.JsonAsync("/market/prices?symbols=BTCUSDT"))[0],
            price => price.TryGetProperty("markPrice", out var mark) && mark.ValueKind == System.Text.Json.JsonValueKind.String, Deadline);
        Assert.InRange(SimulatedVenue.Number(price, "markPrice") / SimulatedVenue.Number(price, "price"), 0.99m, 1.01m);
        Assert.InRange(Math.Abs(SimulatedVenue.Number(price, "fundingRate")), 0.0000001m, 0.01m);
        Assert.True(price.GetProperty("nextFundingTime").GetDateTime() > price.GetProperty("exchangeTime").GetDateTime());
        Assert.InRange(SimulatedVenue.Number(price, "indexPrice") / SimulatedVenue.Number(price, "price"), 0.99m, 1.01m);
    }
}
