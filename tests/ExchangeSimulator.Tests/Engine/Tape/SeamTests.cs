using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Tests.Engine.Tape;

/// <summary>What was computed for the time before the start, and what is traded from then on, look like one tape.</summary>
public sealed class SeamTests
{
    private const int Minutes = 30;
    private const long MinuteUs = 60_000_000;
    private const long SeamUs = Markets.StartUs / MinuteUs * MinuteUs;

    [Theory]
    [InlineData(7, 20)]
    [InlineData(8, 20)]
    [InlineData(9, 150)]
    public void The_history_and_the_tape_have_the_same_volume_volatility_and_rate(long seed, double ordersPerSecond)
    {
        var venue = Markets.Spot(seed, ordersPerSecond).Run((Minutes + 1) * 6_000);
        var (past, live) = (Bars(venue, SeamUs - Minutes * MinuteUs), Bars(venue, SeamUs + MinuteUs));

        Assert.InRange(live.Average(Volume) / past.Average(Volume), 0.93, 1.07);
        Assert.InRange(live.Average(bar => bar.Count) / past.Average(bar => bar.Count), 0.93, 1.07);
        Assert.InRange(live.Average(Taken) - past.Average(Taken), -0.05, 0.05);
        Assert.InRange(Volatility(venue, SeamUs + MinuteUs) / Volatility(venue, SeamUs - Minutes * MinuteUs), 0.8, 1.25);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void The_bar_over_the_seam_is_one_of_many_and_the_price_joins(long seed)
    {
        var venue = Markets.Spot(seed, ordersPerSecond: 20).Run(6_000);
        var past = Bars(venue, SeamUs - Minutes * MinuteUs);
        var seam = venue.Market.Candles.Get(BarInterval.OneMinute, SeamUs)!.Value;
        var mean = past.Average(Volume);
        var deviation = Math.Sqrt(past.Average(bar => Math.Pow(Volume(bar) - mean, 2)));
        var before = venue.Market.History!.Sum(Markets.StartUs - History.SecondUs, Markets.StartUs);

        Assert.InRange((Volume(seam) - mean) / deviation, -4, 4);
        Assert.InRange(venue.Feed.Trades[0].Price / (double)before.Close, 0.9998, 1.0002);
        Assert.InRange(seam.Open, seam.Low, seam.High);
        Assert.InRange(seam.Close, seam.Low, seam.High);
        Assert.Equal(past[^1].LastId + 1, seam.FirstId);
        Assert.Equal(seam.LastId - seam.FirstId + 1, seam.Count);
    }

    private static List<Candle> Bars(Markets venue, long fromUs) =>
        [.. Enumerable.Range(0, Minutes).Select(minute => venue.Market.Candles.Get(BarInterval.OneMinute, fromUs + minute * MinuteUs)!.Value)];

    private static double Volume(Candle bar) => (double)bar.Volume;

    private static double Taken(Candle bar) => (double)bar.TakerVolume / (double)bar.Volume;

    /// <summary>Root of the mean squared return from second to second.</summary>
    private static double Volatility(Markets venue, long fromUs)
    {
        var closes = Enumerable.Range(0, Minutes * 60)
            .Select(second => (double)venue.Market.Candles.Get(BarInterval.OneSecond, fromUs + second * History.SecondUs)!.Value.Close).ToList();
        return Math.Sqrt(closes.Zip(closes.Skip(1)).Average(pair => Math.Pow(Math.Log(pair.Second / pair.First), 2)));
    }
}
