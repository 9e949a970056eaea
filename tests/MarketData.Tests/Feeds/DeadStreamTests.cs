using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

[Collection(MetricsAlone.Name)]
public sealed class DeadStreamTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stream_that_dies_on_a_living_connection_is_noticed_shown_and_taken_anew()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:TradesPerSecond=100");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, null, "BTCUSDT", "--MarketData:StreamSilenceSeconds=2");
        await IsHealthyAsync(service);
        var heard = await Heard<FeedStatusChanged>.ListenAsync(service);
        var repairs = 0;
        foreach (var stream in (string[])["btcusdt@depth@100ms", "btcusdt@bookTicker", "btcusdt@trade"])
        {
            // The stream stays dead for who has it; only who subscribes anew gets it again.
            await venue.SetFaultsAsync(new { stall = 600, stallStream = stream });
            await Poll.UntilAsync(() => heard.Messages.Any(message => message.Stale && message.Reason == $"silent: {stream}"), Deadline);
            await IsHealthyAsync(service);
            Assert.True(await service.MetricAsync("trading_stream_repairs_total") > repairs, stream);
            repairs = (int)await service.MetricAsync("trading_stream_repairs_total");
        }

        Assert.Equal((0, 0), (await service.MetricAsync("trading_ws_disconnections_total"), await service.MetricAsync("trading_ws_reconnects_total")));
        await venue.SetFaultsAsync(new { });
        await Poll.UntilAsync(async () => (await service.GapsAsync(GapState.Open)).Count == 0, Deadline);
        var stored = await service.TradesAsync();
        Assert.Equal(await venue.TradesAsync("BTCUSDT", stored[0].TradeId, stored[^1].TradeId), stored);
    }

    private static Task IsHealthyAsync(RunningService service) => Poll.UntilAsync(
        async () => (await service.JsonAsync("/market/feeds"))[0],
        feed => feed.GetProperty("status").GetString() == "connected" && feed.GetProperty("bookInSync").GetBoolean() && Silent(feed).Length == 0,
        Deadline);

    private static string[] Silent(JsonElement feed) => [.. feed.GetProperty("silentStreams").EnumerateArray().Select(name => name.GetString()!)];
}
