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
    public void The_limit_holds_for_filled_bars_too() => Assert.Equal(2, BarFill.Apply(Bars, FillStrategy.Forward, 2, out _).Count);

    private static List<Bar> Apply(FillStrategy strategy) => BarFill.Apply(Bars, strategy, 100, out _);

    private static Bar Bar(int minute, decimal open, decimal close) => new(
        Start.AddMinutes(minute), BarInterval.OneMinute, open, close, open, close, 1, 1, 1, 0, 0, Closed: true, BarSource.Trades);
}
