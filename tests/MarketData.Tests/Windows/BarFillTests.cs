using Trading.Contracts;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Tests.Windows;

public sealed class BarFillTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Bar[] Bars = [Bar(0, 10, 12), Bar(3, 18, 20)];

    [Fact]
    public void None_leaves_the_hole() => Assert.Equal(Bars, Apply(FillStrategy.None));

    [Fact]
    public void Forward_repeats_the_last_close() => Assert.Equal([12m, 12m], Apply(FillStrategy.Forward)[1..3].Select(bar => bar.Close));

    [Fact]
    public void Linear_walks_from_the_last_close_to_the_next_open() => Assert.Equal([14m, 16m], Apply(FillStrategy.Linear)[1..3].Select(bar => bar.Open));

    [Fact]
    public void Zero_puts_zeros() => Assert.All(Apply(FillStrategy.Zero)[1..3], bar => Assert.Equal(0m, bar.High));

    [Fact]
    public void What_is_filled_in_has_no_volume_and_says_so()
    {
        var filled = Apply(FillStrategy.Forward)[1..3];
        Assert.Equal([Start.AddMinutes(1), Start.AddMinutes(2)], filled.Select(bar => bar.OpenTime));
        Assert.All(filled, bar => Assert.Equal((0m, 0L, BarSource.Filled, true), (bar.Volume, bar.TradeCount, bar.Source, bar.Closed)));
    }

    [Fact]
    public void The_limit_holds_for_filled_bars_too() => Assert.Equal(2, BarFill.Apply(Bars, FillStrategy.Forward, 2, newest: false, out _).Count);

    /// <summary>Each of the two holes is a hundred years of seconds: all of its bars would not fit in memory.</summary>
    [Fact]
    public void No_more_bars_are_made_than_are_asked_for()
    {
        Bar[] bars = [.. new[] { 1800, 1900, 2000 }.Select(year => Bar(0, year, year) with { OpenTime = new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc), Interval = BarInterval.OneSecond })];
        var newest = BarFill.Apply(bars, FillStrategy.Linear, 3, newest: true, out var filled);
        Assert.Equal(2, filled);
        Assert.Equal([bars[2].OpenTime.AddSeconds(-2), bars[2].OpenTime.AddSeconds(-1), bars[2].OpenTime], newest.Select(bar => bar.OpenTime));
        Assert.Equal(3, BarFill.Apply(bars, FillStrategy.Zero, 3, newest: false, out _).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_gaps_are_filled_as_a_naive_computation_fills_them(int seed)
    {
        var random = new Random(seed);
        var bars = Enumerable.Range(0, 1_000).Where(_ => random.Next(3) == 0)
            .Select(minute => Bar(minute, random.Next(1, 10_000) / 100m, random.Next(1, 10_000) / 100m)).ToArray();
        foreach (var strategy in Enum.GetValues<FillStrategy>())
        {
            var expected = Naive(bars, strategy);
            Assert.Equal(expected, BarFill.Apply(bars, strategy, int.MaxValue, newest: false, out var filled));
            Assert.Equal(expected.Count - bars.Length, filled);
            var limit = random.Next(1, expected.Count);
            Assert.Equal(expected.Take(limit), BarFill.Apply(bars, strategy, limit, newest: false, out _));
            Assert.Equal(expected.TakeLast(limit), BarFill.Apply(bars, strategy, limit, newest: true, out filled));
            Assert.Equal(expected.TakeLast(limit).Count(bar => bar.Source == BarSource.Filled), filled);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Months_are_as_long_as_they_are(int seed)
    {
        var random = new Random(seed);
        var month = BarInterval.Parse("1M");
        var opens = Enumerable.Range(0, 120).Select(index => Start.AddMonths(index)).ToList();
        var bars = opens.Where(_ => random.Next(3) == 0).Select(open => Bar(0, random.Next(1, 100), random.Next(1, 100)) with { OpenTime = open, Interval = month }).ToArray();
        var between = opens.Where(open => open >= bars[0].OpenTime && open <= bars[^1].OpenTime).ToList();
        var result = BarFill.Apply(bars, FillStrategy.Linear, int.MaxValue, newest: false, out _);
        Assert.Equal(between, result.Select(bar => bar.OpenTime));
        Assert.Equal(result.TakeLast(7), BarFill.Apply(bars, FillStrategy.Linear, 7, newest: true, out _));
        Assert.Equal(between.Select(open => Price(bars, between, open, FillStrategy.Linear) ?? bars.Single(bar => bar.OpenTime == open).Open), result.Select(bar => bar.Open));
    }

    /// <summary>Minute by minute: whatever is not there is looked up between its neighbours.</summary>
    private static List<Bar> Naive(Bar[] bars, FillStrategy strategy)
    {
        var minutes = Enumerable.Range(0, (int)(bars[^1].OpenTime - bars[0].OpenTime).TotalMinutes + 1).Select(minute => bars[0].OpenTime.AddMinutes(minute)).ToList();
        var known = bars.ToDictionary(bar => bar.OpenTime);
        var result = new List<Bar>();
        foreach (var open in minutes)
        {
            if (known.TryGetValue(open, out var bar))
            {
                result.Add(bar);
            }
            else if (strategy != FillStrategy.None)
            {
                var price = Price(bars, minutes, open, strategy)!.Value;
                result.Add(new Bar(open, BarInterval.OneMinute, price, price, price, price, 0, 0, 0, 0, 0, Closed: true, BarSource.Filled));
            }
        }

        return result;
    }

    /// <summary>The price at a place where no bar is; null where one is.</summary>
    private static decimal? Price(Bar[] bars, List<DateTime> opens, DateTime open, FillStrategy strategy)
    {
        if (bars.Any(bar => bar.OpenTime == open))
        {
            return null;
        }

        var before = bars.Last(bar => bar.OpenTime < open);
        var after = bars.First(bar => bar.OpenTime > open);
        var first = opens.IndexOf(before.OpenTime);
        return strategy switch
        {
            FillStrategy.Forward => before.Close,
            FillStrategy.Linear => before.Close + (after.Open - before.Close) * (opens.IndexOf(open) - first) / (opens.IndexOf(after.OpenTime) - first),
            _ => 0m,
        };
    }

    private static List<Bar> Apply(FillStrategy strategy) => BarFill.Apply(Bars, strategy, 100, newest: false, out _);

    private static Bar Bar(int minute, decimal open, decimal close) => new(
        Start.AddMinutes(minute), BarInterval.OneMinute, open, close, open, close, 1, 1, 1, 0, 0, Closed: true, BarSource.Trades);
}
