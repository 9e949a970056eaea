using System.Diagnostics;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Tests.Streams;

public sealed class StreamRateTests
{
    [Fact]
    public async Task Many_callers_together_stay_within_the_limit_of_any_window()
    {
        var rate = new SlidingRate(5, TimeSpan.FromMilliseconds(400), TimeProvider.System);
        var times = new List<long>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            await rate.WaitAsync(CancellationToken.None);
            lock (times)
            {
                times.Add(Stopwatch.GetTimestamp());
            }
        }));

        // The sixth after any one comes a whole window later; a millisecond is left for the time between the permit and the stamp.
        times.Sort();
        Assert.Equal(16, times.Count);
        Assert.All(
            times.Zip(times.Skip(15)),
            pair => Assert.True(Stopwatch.GetElapsedTime(pair.First, pair.Second) > TimeSpan.FromMilliseconds(3 * 400 - 200)));
    }

    [Fact]
    public void The_limits_are_those_that_the_venue_states()
    {
        Assert.Equal((5, 10), (SpotMarket.Description.Streams.MessagesPerSecond, UsdmMarket.Description.Streams.MessagesPerSecond));
        Assert.True(SpotMarket.Description.Streams.StreamsPerConnection <= 1024 && SpotMarket.Description.Streams.Attempts < 300);
        Assert.True(SpotMarket.Description.Streams.MaxSilence > TimeSpan.FromSeconds(20) && UsdmMarket.Description.Streams.MaxSilence > TimeSpan.FromMinutes(3));
    }
}
