using System.Diagnostics;
using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Streams;

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
        Assert.All(times.Zip(times.Skip(15)), pair => Assert.True(Stopwatch.GetElapsedTime(pair.First, pair.Second) > TimeSpan.FromMilliseconds(3 * 400 - 200)));
    }

    [Fact]
    public void Waits_between_attempts_double_up_to_the_limit_and_are_shortened_by_chance_by_up_to_a_half()
    {
        var backoff = new ReconnectBackoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), new Random(7));
        double[] full = [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30, 30];
        var waits = full.Select(_ => backoff.Next().TotalSeconds).ToList();

        Assert.All(waits.Zip(full), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
        Assert.Equal(waits.Count, waits.Zip(full).Select(pair => pair.First / pair.Second).Distinct().Count());
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.125, 0.25);
    }

    [Fact]
    public void The_limits_are_those_that_the_venue_states()
    {
        Assert.Equal((5, 10), (StreamLimits.Of(BinanceMarket.Spot).MessagesPerSecond, StreamLimits.Of(BinanceMarket.Usdm).MessagesPerSecond));
        Assert.True(StreamLimits.StreamsPerConnection <= 1024 && StreamLimits.AttemptsPerWindow < 300);
        Assert.True(StreamLimits.Of(BinanceMarket.Spot).MaxSilence > TimeSpan.FromSeconds(20) && StreamLimits.Of(BinanceMarket.Usdm).MaxSilence > TimeSpan.FromMinutes(3));
    }
}
