using System.Globalization;
using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

[Collection(MetricsAlone.Name)]
public sealed class RotationTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("age", "--Simulator:TradesPerSecond=300", "--MarketData:RotateAfterSeconds=3")]
    [InlineData("server_shutdown", "--Simulator:ConnectionLifetimeSeconds=10", "--MarketData:RotateAfterSeconds=86000")]
    public async Task A_connection_is_replaced_before_it_is_cut_and_nothing_is_missing_or_out_of_sync(
        string reason, string venueSetting, string serviceSetting)
    {
        await using var venue = await SimulatedVenue.StartAsync(venueSetting);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, null, "BTCUSDT", serviceSetting, "--MarketData:IdleCheckSeconds=600");
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count > 0 && await service.MetricAsync("trading_book_in_sync") == 1, Deadline);
        await Poll.UntilAsync(async () => (await service.GapsAsync(GapState.Open)).Count == 0, Deadline);
        var gaps = (await service.GapsAsync()).Count;
        var breaks = await service.MetricAsync("trading_book_breaks_total");

        var rotations = await Poll.UntilAsync(() => service.MetricAsync("trading_ws_rotations_total", $"reason=\"{reason}\""), count => count >= 2, Deadline);

        Assert.Equal(gaps, (await service.GapsAsync()).Count);
        Assert.Equal(breaks, await service.MetricAsync("trading_book_breaks_total"));
        Assert.Equal((0, 0), (await service.MetricAsync("trading_ws_disconnections_total"), await service.MetricAsync("trading_ws_reconnects_total")));
        Assert.True(await service.MetricAsync("dedup_duplicates_found_total") >= rotations, "every overlap brings some trades twice");
        await Poll.UntilAsync(
            async () =>
            {
                var stored = await service.TradesAsync();
                return (Stored: stored, Sent: await venue.TradesAsync("BTCUSDT", stored[0].TradeId, stored[^1].TradeId));
            },
            trades => trades.Sent.SequenceEqual(trades.Stored),
            Deadline);
    }

    [Fact]
    public async Task Connections_turn_one_after_the_other_over_the_second_half_of_the_age()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        string[] symbols = [.. Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture, $"S{i}USDT"))];
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, null, string.Join(',', symbols), "--MarketData:RotateAfterSeconds=1000");
        var plan = service.Get<FeedPlan>();
        var schedule = service.Get<MarketData.Feeds.RotationSchedule>();

        Assert.Equal([50, 50, 20], plan.Connections.Select(connection => connection.Symbols.Count));
        Assert.All(plan.Connections, connection => Assert.True(connection.Streams.Count <= 200));
        Assert.Equal([667, 833, 1000], plan.Connections.Select(connection => Math.Round(schedule.AgeOf(connection.Index, first: true).TotalSeconds)));
        Assert.Equal(1000, schedule.AgeOf(1, first: false).TotalSeconds);
    }
}
