using Trading.Strategies.Indicators;

namespace Trading.Strategies.Tests.Indicators;

public sealed class IndicatorArgumentTests
{
    private static readonly Dictionary<string, Func<int, IIndicator>> Makers = new(StringComparer.Ordinal)
    {
        ["sma"] = period => new Sma(period),
        ["ema"] = period => new Ema(period),
        ["wma"] = period => new Wma(period),
        ["rsi"] = period => new Rsi(period),
        ["macd fast"] = period => new Macd(period, 26, 9),
        ["macd slow"] = period => new Macd(12, period, 9),
        ["macd signal"] = period => new Macd(12, 26, period),
        ["bollinger"] = period => new BollingerBands(period),
        ["z-score"] = period => new RollingZScore(period),
        ["atr"] = period => new Atr(period),
        ["adx"] = period => new Adx(period),
        ["donchian"] = period => new DonchianChannel(period),
        ["keltner"] = period => new KeltnerChannel(period),
        ["keltner atr"] = period => new KeltnerChannel(20, period),
        ["stochastic"] = period => new Stochastic(period),
        ["stochastic smoothing"] = period => new Stochastic(14, period),
        ["stochastic signal"] = period => new Stochastic(14, 3, period),
        ["cci"] = period => new Cci(period),
        ["supertrend"] = period => new SuperTrend(period),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_period_out_of_range_is_refused_in_a_sentence(string name)
    {
        foreach (var period in (int[])[0, -1, int.MinValue, 1_000_001, int.MaxValue])
        {
            var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Makers[name](period));
            Assert.Matches(@"^A period is \d+ to 1,000,000 bars\.", refusal.Message);
            Assert.Equal(period, refusal.ActualValue);
        }
    }

    [Fact]
    public void A_deviation_needs_two_values_and_a_slow_average_is_longer_than_the_fast_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>("period", () => new BollingerBands(1));
        Assert.Throws<ArgumentOutOfRangeException>("period", () => new RollingZScore(1));
        Assert.Throws<ArgumentOutOfRangeException>("period", () => new Cci(1));
        Assert.Throws<ArgumentOutOfRangeException>("slow", () => new Macd(12, 12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_width_that_is_not_above_0_and_finite_is_refused(double width)
    {
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new BollingerBands(20, width));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new KeltnerChannel(20, 10, width));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new SuperTrend(10, width));
    }
}
