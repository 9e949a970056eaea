using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>What holds for every indicator.</summary>
public sealed class IndicatorTests
{
    public static TheoryData<string> Names => IndicatorCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_gives_what_its_formula_gives_over_all_bars(string name)
    {
        var tested = IndicatorCase.All[name];
        foreach (var seed in (int[])[1, 2, 3])
        {
            var bars = IndicatorBars.Random(seed, 400);
            var indicator = tested.Create();
            for (var i = 0; i < bars.Length; i++)
            {
                indicator.Update(bars[i]);
                var (ours, naive) = (tested.Outputs(indicator), tested.Expected(bars.AsMemory(0, i + 1)));
                for (var k = 0; k < ours.Length; k++)
                {
                    Assert.True(Same(ours[k], naive[k], tested.Scale), $"seed {seed}, bar {i}, output {k}: {ours[k]:R}, not {naive[k]:R}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_allocates_nothing(string name)
    {
        var indicator = IndicatorCase.All[name].Create();
        var bars = IndicatorBars.Random(4, 10_000);
        Feed(indicator, bars);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(indicator, bars);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_ready_with_every_output_after_its_warm_up_and_not_before(string name)
    {
        var tested = IndicatorCase.All[name];
        var indicator = tested.Create();
        for (var i = 0; i < indicator.WarmupBars; i++)
        {
            Assert.False(indicator.IsReady);
            Assert.Contains(double.NaN, tested.Outputs(indicator));
            indicator.Update(IndicatorBars.Of(i, 12 + i % 3, 10, 11 + i % 2));
        }

        Assert.True(indicator.IsReady);
        Assert.All([indicator.Value, .. tested.Outputs(indicator)], output => Assert.True(double.IsFinite(output)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flat_price_gives_finite_outputs_forever(string name)
    {
        var tested = IndicatorCase.All[name];
        var indicator = tested.Create();
        Feed(indicator, IndicatorBars.Random(5, 300));
        for (var i = 300; i < 100_000; i++)
        {
            indicator.Update(IndicatorBars.Flat(i, 0.1m));
        }

        Assert.All(tested.Outputs(indicator), output => Assert.True(double.IsNormal(output) || output == 0, $"{output:R}"));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(61_234.57)]
    [InlineData(0.00001234)]
    public void A_flat_price_is_its_own_average_without_any_deviation(double price)
    {
        var (sma, ema, wma) = (new Sma(49), new Ema(49), new Wma(49));
        var (bands, score, cci) = (new BollingerBands(49), new RollingZScore(49), new Cci(49));
        foreach (var bar in IndicatorBars.Random(6, 300))
        {
            sma.Update(bar);
            wma.Update(bar);
            bands.Update(bar);
            score.Update(bar);
            cci.Update(bar);
        }

        for (var i = 0; i < 49; i++)
        {
            sma.Update(price);
            ema.Update(price);
            wma.Update(price);
            bands.Update(price);
            score.Update(price);
            cci.Update(price, price, price);
        }

        Assert.Equal([price, price, price, price, price, price], [sma.Value, ema.Value, wma.Value, bands.Middle, bands.Upper, bands.Lower]);
        Assert.Equal([0, 0, 0], [bands.Deviation, score.Deviation, score.Value]);
        Assert.Equal(0, cci.Value);
    }

    [Fact]
    public void A_sliding_window_forgets_ten_million_values_without_a_trace()
    {
        var random = new Random(7);
        var (sma, wma, bands) = (new Sma(50), new Wma(50), new BollingerBands(50));
        for (var i = 0; i < 10_000_000; i++)
        {
            var value = random.NextDouble() * 100_000;
            sma.Update(value);
            wma.Update(value);
            bands.Update(value);
        }

        var (freshSma, freshWma, freshBands) = (new Sma(50), new Wma(50), new BollingerBands(50));
        for (var i = 0; i < 50; i++)
        {
            var value = 100 + random.NextDouble() / 1_000;
            sma.Update(value);
            freshSma.Update(value);
            wma.Update(value);
            freshWma.Update(value);
            bands.Update(value);
            freshBands.Update(value);
        }

        Assert.Equal(freshSma.Value, sma.Value);
        Assert.Equal(freshWma.Value, wma.Value);
        Assert.Equal(freshBands.Middle, bands.Middle);
        Assert.True(Same(freshBands.Deviation, bands.Deviation, 0), $"{bands.Deviation:R}, not {freshBands.Deviation:R}");
    }

    [Fact]
    public void What_is_no_finite_number_is_not_counted()
    {
        var (sma, atr, vwap, obv) = (new Sma(2), new Atr(1), new Vwap(), new Obv());
        foreach (var value in (double[])[1, double.NaN, double.PositiveInfinity, 3])
        {
            sma.Update(value);
            atr.Update(value, value, value);
            vwap.Update(value, value, value, 1);
            obv.Update(value, 5);
        }

        Assert.Equal([2, 2, 2, 5], [sma.Value, atr.Value, vwap.Value, obv.Value]);
    }

    [Fact]
    public void An_indicator_of_an_indicator_starts_when_the_first_is_ready()
    {
        var (rsi, average) = (new Rsi(14), new Sma(5));
        for (var i = 0; i < 19; i++)
        {
            Assert.False(average.IsReady);
            rsi.Update(IndicatorBars.Flat(i, 100 + i % 4));
            average.Update(rsi.Value);
        }

        Assert.True(average.IsReady);
    }

    internal static bool Same(double ours, double expected, double scale) =>
        ours.Equals(expected) || Math.Abs(ours - expected) <= 1e-8 * Math.Max(scale, Math.Max(Math.Abs(ours), Math.Abs(expected)));

    private static void Feed(IIndicator indicator, Bar[] bars)
    {
        foreach (ref readonly var bar in bars.AsSpan())
        {
            indicator.Update(in bar);
        }
    }
}
