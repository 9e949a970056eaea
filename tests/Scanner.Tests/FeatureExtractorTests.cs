using Trading.Contracts;
using Trading.Scanner.Features;

namespace Trading.Scanner.Tests;

public sealed class FeatureExtractorTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Says_nothing_about_too_few_bars() => Assert.Null(FeatureExtractor.Extract(Rising(FeatureExtractor.MinBars - 1), Start));

    [Fact]
    public void A_steady_rise_on_bought_volume_is_upward_momentum_at_the_top_of_its_range()
    {
        var features = FeatureExtractor.Extract(Rising(100), Start.AddSeconds(103))!;

        Assert.True(features.Momentum > 2);
        Assert.True(features.Return > 0);
        Assert.Equal(1, features.BuyRatio);
        Assert.True(features.RangePosition > 0.9);
        Assert.Equal(3, features.AgeSeconds);
        Assert.Equal(100, features.Bars);
    }

    [Fact]
    public void Returns_and_volatility_equal_a_direct_computation()
    {
        var bars = Walk(5, 200);
        var features = FeatureExtractor.Extract(bars, Start.AddSeconds(200))!;
        var returns = bars.Select((bar, i) => Math.Log((double)bar.Close / (double)(i == 0 ? bar.Open : bars[i - 1].Close))).ToArray();
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Select(value => Math.Pow(value - mean, 2)).Sum() / (returns.Length - 1));

        Assert.Equal(deviation, features.Volatility, 1e-12);
        Assert.Equal(Math.Log((double)(bars[^1].Close / bars[0].Open)) / (deviation * Math.Sqrt(200)), features.Momentum, 1e-9);
    }

    [Fact]
    public void A_burst_of_volume_at_the_end_stands_out()
    {
        var bars = Walk(6, 100);
        var calm = FeatureExtractor.Extract(bars, Start)!;
        var burst = FeatureExtractor.Extract([.. bars.Take(90), .. bars.Skip(90).Select(bar => bar with { Volume = bar.Volume * 5 })], Start)!;

        Assert.True(burst.VolumeZScore > 3);
        Assert.True(Math.Abs(calm.VolumeZScore) < 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Scores_stay_in_their_ranges_over_random_tapes(int seed)
    {
        var scorer = new Scorer(120, 60);
        for (var i = 0; i < 200; i++)
        {
            var features = FeatureExtractor.Extract(Walk(seed * 1000 + i, 20 + i), Start.AddSeconds(20 + i * 2))!;
            var assessment = scorer.Assess(features);
            Assert.InRange(assessment.GemScore, 0, 100);
            Assert.InRange(assessment.Confidence, 0, 1);
            Assert.All(features.Values(), value => Assert.True(double.IsFinite(value.Value)));
            Assert.Equal(features.Momentum < 0 ? Side.Sell : Side.Buy, assessment.Side);
        }
    }

    [Fact]
    public void A_flat_tape_without_volume_has_no_undefined_feature()
    {
        var flat = Enumerable.Range(0, 50).Select(i => At(i, 100m, 100m, 0m, 0m)).ToList();
        var assessment = new Scorer(120, 60).Assess(FeatureExtractor.Extract(flat, Start.AddSeconds(50))!);

        Assert.InRange(assessment.GemScore, 0, 20);
        Assert.Contains("lowData", assessment.Flags);
    }

    [Fact]
    public void Old_data_has_no_confidence_and_says_so()
    {
        var assessment = new Scorer(100, 60).Assess(FeatureExtractor.Extract(Rising(100), Start.AddHours(1))!);

        Assert.Equal(0, assessment.Confidence);
        Assert.Contains("stale", assessment.Flags);
    }

    internal static List<Bar> Rising(int count) => [.. Enumerable.Range(0, count).Select(i => At(i, 100m + i, 101m + i + (i % 3 * 0.1m), 1m, 1m))];

    internal static List<Bar> Walk(int seed, int count)
    {
        var random = new Random(seed);
        var price = 100m;
        var bars = new List<Bar>(count);
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price = decimal.Round(price * (1 + (decimal)(random.NextDouble() - 0.5) / 100), 2);
            var volume = decimal.Round(1 + (decimal)random.NextDouble(), 4);
            bars.Add(At(i, open, price, volume, decimal.Round(volume * (decimal)random.NextDouble(), 4)));
        }

        return bars;
    }

    private static Bar At(int i, decimal open, decimal close, decimal volume, decimal bought) => new(
        Start.AddSeconds(i), BarInterval.OneSecond, open, Math.Max(open, close), Math.Min(open, close), close, volume, volume * close, 5, bought, bought * close,
        true, BarSource.Trades);
}
