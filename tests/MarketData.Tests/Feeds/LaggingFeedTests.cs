using System.Globalization;
using System.Text;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>A feed that is seconds behind, as under a backlog: the clock must not close bars whose trades are still on their way.</summary>
[Collection(MetricsAlone.Name)]
public sealed class LaggingFeedTests : IDisposable
{
    private const int Frames = 600;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_trade_of_a_feed_that_is_behind_is_late_and_its_last_bar_closes_all_the_same()
    {
        var begin = DateTimeOffset.UtcNow.AddSeconds(-5).ToUnixTimeMilliseconds();
        await using var venue = await StubVenue.StartAsync([.. Enumerable.Range(0, Frames).Select(i => Frame(i, begin + i * 5))]);
        venue.Pace = 1;
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Frames, Deadline, "trades stored");

        var last = DateTimeOffset.FromUnixTimeMilliseconds(begin + (Frames - 1) * 5).UtcDateTime;
        await Poll.UntilAsync(
            () =>
                service.Store.Bars.ReadBarsAsync(new InstrumentId(Venues.Simulator, "BTCUSDT"), BarInterval.OneSecond).ToListAsync()
                    .AsTask(),
            bars =>
                bars.Count > 0
                    && bars[^1].Closed
                    && bars[^1].OpenTime == BarInterval.OneSecond.OpenOf(last)
                    && bars.Sum(bar => bar.TradeCount) == Frames,
            Deadline,
            "every second closed with its trades");
        Assert.Equal(0, await service.MetricAsync("stream_processor_late_events_total"));
    }

    private static byte[] Frame(int i, long time) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"stream":"btcusdt@trade","data":{"e":"trade","E":{{{time}}},"s":"BTCUSDT","t":{{{1000 + i}}},"p":"61000.10","q":"0.00100","T":{{{time}}},"m":true,"M":true}}"""));
}
