using Trading.Contracts;

namespace Trading.Scanner.Features;

/// <summary>Computes features from bars. Pure: no clock, no store.</summary>
internal static class FeatureExtractor
{
    /// <summary>Fewer bars say nothing about spread or volume.</summary>
    public const int MinBars = 20;

    /// <param name="bars">Closed bars, oldest first.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null with fewer than <see cref="MinBars"/> bars.</returns>
    public static SymbolFeatures? Extract(IReadOnlyList<Bar> bars, DateTime now)
    {
        if (bars.Count < MinBars)
        {
            return null;
        }

        var returns = new double[bars.Count];
        var low = decimal.MaxValue;
        decimal high = 0, volume = 0, bought = 0;
        for (var i = 0; i < bars.Count; i++)
        {
            var before = i == 0 ? bars[0].Open : bars[i - 1].Close;
            returns[i] = Math.Log((double)(bars[i].Close / before));
            low = Math.Min(low, bars[i].Low);
            high = Math.Max(high, bars[i].High);
            volume += bars[i].Volume;
            bought += bars[i].TakerBuyVolume;
        }

        var volatility = Deviation(returns);
        var last = bars[^1];
        var total = returns.Sum();
        return new SymbolFeatures(
            bars.Count,
            (double)(last.Close / bars[0].Open) - 1,
            volatility,
            volatility > 0 ? total / (volatility * Math.Sqrt(bars.Count)) : 0,
            VolumeZScore(bars),
            volume > 0 ? (double)(bought / volume) : 0.5,
            high > low ? (double)((last.Close - low) / (high - low)) : 0.5,
            SpreadBps: null,
            Math.Max(0, (now - last.Interval.CloseOf(last.OpenTime)).TotalSeconds));
    }

    private static double VolumeZScore(IReadOnlyList<Bar> bars)
    {
        var recent = Math.Max(1, bars.Count / 10);
        var before = new double[bars.Count - recent];
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = (double)bars[i].Volume;
        }

        double sum = 0;
        for (var i = before.Length; i < bars.Count; i++)
        {
            sum += (double)bars[i].Volume;
        }

        var deviation = Deviation(before);
        return deviation > 0 ? (sum / recent - before.Average()) / (deviation / Math.Sqrt(recent)) : 0;
    }

    /// <summary>Sample standard deviation.</summary>
    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
