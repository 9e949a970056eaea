using Trading.Strategies.Indicators;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>Values that can be followed by hand.</summary>
public sealed class IndicatorScenarioTests
{
    [Fact]
    public void A_channel_holds_the_newest_bar_and_drops_the_oldest()
    {
        var channel = new DonchianChannel(2);
        channel.Update(10, 5, 7);
        channel.Update(9, 6, 7);
        Assert.Equal([10, 5], [channel.Upper, channel.Lower]);
        channel.Update(8, 7, 7);
        Assert.Equal([9, 6], [channel.Upper, channel.Lower]);
    }

    [Fact]
    public void The_strength_is_100_when_all_rises_0_when_all_falls_and_50_when_nothing_moves()
    {
        var (up, down, flat) = (new Rsi(3), new Rsi(3), new Rsi(3));
        for (var i = 0; i < 10; i++)
        {
            up.Update(10 + i);
            down.Update(100 - i);
            flat.Update(10);
        }

        Assert.Equal([100, 0, 50], [up.Value, down.Value, flat.Value]);
    }

    [Fact]
    public void A_session_of_the_volume_weighted_price_ends_with_the_utc_day()
    {
        var vwap = new Vwap();
        vwap.Update(IndicatorBars.Of(94, 10, 10, 10, 1));
        vwap.Update(IndicatorBars.Of(95, 20, 20, 20, 3));
        Assert.Equal(17.5, vwap.Value);
        vwap.Update(IndicatorBars.Of(96, 40, 40, 40, 0));
        Assert.False(vwap.IsReady);
        vwap.Update(IndicatorBars.Of(97, 30, 30, 30, 2));
        Assert.Equal(30, vwap.Value);
    }

    [Fact]
    public void The_trend_turns_when_a_close_passes_the_trailing_line_and_not_when_a_low_does()
    {
        var trend = new SuperTrend(1, 2);
        trend.Update(11, 9, 10);
        trend.Update(11, 9, 10);
        Assert.Equal((1, 6.0), (trend.Direction, trend.Value));
        trend.Update(11, 5, 10);
        Assert.Equal((1, 6.0), (trend.Direction, trend.Value));
        trend.Update(10, 4, 5);
        Assert.Equal((-1, 14.0), (trend.Direction, trend.Value));
    }

    [Fact]
    public void The_close_stands_in_the_middle_of_no_range()
    {
        var stochastic = new Stochastic(3, 1, 1);
        for (var i = 0; i < 3; i++)
        {
            stochastic.Update(10, 10, 10);
        }

        Assert.Equal([50, 50], [stochastic.K, stochastic.D]);
        stochastic.Update(14, 10, 13);
        Assert.Equal(75, stochastic.K);
    }

    [Fact]
    public void A_steady_trend_has_the_full_strength_in_its_direction()
    {
        var (up, down) = (new Adx(3), new Adx(3));
        for (var i = 0; i < 6; i++)
        {
            up.Update(11 + i, 10 + i, 10.5 + i);
            down.Update(111 - i, 110 - i, 110.5 - i);
        }

        Assert.Equal([100, 100], [up.Value, down.Value]);
        Assert.True(up.PlusDi > 0 && up.MinusDi == 0 && down.MinusDi > 0 && down.PlusDi == 0);
    }
}
