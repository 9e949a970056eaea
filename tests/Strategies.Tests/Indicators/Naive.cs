using Trading.Contracts;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>The published formulas, from all bars, in decimals: slow and plain. NaN where there are too few bars.</summary>
internal static class Naive
{
    public static decimal[] Closes(ReadOnlyMemory<Bar> bars) => [.. bars.ToArray().Select(bar => bar.Close)];

    public static double Last(decimal[] values) => values.Length > 0 ? (double)values[^1] : double.NaN;

    public static double Mean(decimal[] values, int period) => values.Length < period ? double.NaN : (double)values[^period..].Average();

    public static double Wma(decimal[] values, int period) => values.Length < period
        ? double.NaN
        : (double)(values[^period..].Select((value, i) => value * (i + 1)).Sum() / (period * (period + 1) / 2));

    public static double Ema(decimal[] values, int period) => Last(Smooth(values, period, 2m / (period + 1)));

    public static double Rsi(decimal[] values, int period)
    {
        var changes = values.Zip(values.Skip(1), (before, after) => after - before).ToArray();
        var gain = Last(Smooth([.. changes.Select(change => Math.Max(change, 0))], period, 1m / period));
        var loss = Last(Smooth([.. changes.Select(change => Math.Max(-change, 0))], period, 1m / period));
        return gain + loss == 0 ? 50 : 100 - 100 / (1 + gain / loss);
    }

    public static double[] Macd(decimal[] values, int fast, int slow, int signal)
    {
        var slowly = Smooth(values, slow, 2m / (slow + 1));
        var lines = Smooth(values, fast, 2m / (fast + 1)).Skip(slow - fast).Zip(slowly, (quick, lazy) => quick - lazy).ToArray();
        var average = Ema(lines, signal);
        return [Last(lines), average, Last(lines) - average];
    }

    public static double[] Bollinger(decimal[] values, int period, double width)
    {
        var (mean, deviation) = (Mean(values, period), Deviation(values, period, period));
        return [mean + width * deviation, mean, mean - width * deviation, deviation];
    }

    public static double[] ZScore(decimal[] values, int period)
    {
        var (mean, deviation) = (Mean(values, period), Deviation(values, period, period - 1));
        return [deviation == 0 ? 0 : (Last(values) - mean) / deviation, mean, deviation];
    }

    public static decimal[] TrueRanges(ReadOnlyMemory<Bar> bars) =>
    [
        .. bars.ToArray().Zip(bars.ToArray().Skip(1), (before, bar) =>
            new[] { bar.High - bar.Low, Math.Abs(bar.High - before.Close), Math.Abs(bar.Low - before.Close) }.Max()),
    ];

    public static double Atr(ReadOnlyMemory<Bar> bars, int period) => Last(Smooth(TrueRanges(bars), period, 1m / period));

    public static double[] Adx(ReadOnlyMemory<Bar> bars, int period)
    {
        var moves = bars.ToArray()
            .Zip(bars.ToArray().Skip(1), (before, bar) => (Up: bar.High - before.High, Down: before.Low - bar.Low)).ToArray();
        var range = Smooth(TrueRanges(bars), period, 1m / period);
        var up = Smooth([.. moves.Select(move => move.Up > move.Down && move.Up > 0 ? move.Up : 0)], period, 1m / period);
        var down = Smooth([.. moves.Select(move => move.Down > move.Up && move.Down > 0 ? move.Down : 0)], period, 1m / period);
        var plus = up.Zip(range, (move, all) => all == 0 ? 0 : 100 * move / all).ToArray();
        var minus = down.Zip(range, (move, all) => all == 0 ? 0 : 100 * move / all).ToArray();
        decimal[] strength = [.. plus.Zip(minus, (a, b) => a + b == 0 ? 0 : 100 * Math.Abs(a - b) / (a + b))];
        return [Last(Smooth(strength, period, 1m / period)), Last(plus), Last(minus)];
    }

    public static double[] Donchian(ReadOnlyMemory<Bar> bars, int period)
    {
        if (bars.Length < period)
        {
            return [double.NaN, double.NaN, double.NaN];
        }

        var window = bars[^period..].ToArray();
        var (high, low) = ((double)window.Max(bar => bar.High), (double)window.Min(bar => bar.Low));
        return [high, (high + low) / 2, low];
    }

    public static double[] Keltner(ReadOnlyMemory<Bar> bars, int period, int atrPeriod, double width)
    {
        var (middle, range) = (Ema(Closes(bars), period), Atr(bars, atrPeriod));
        return [middle + width * range, middle, middle - width * range];
    }

    public static double Vwap(ReadOnlyMemory<Bar> bars)
    {
        var day = bars.ToArray().Where(bar => bar.OpenTime.Date == bars.Span[^1].OpenTime.Date).ToArray();
        var volume = day.Sum(bar => bar.Volume);
        return volume == 0 ? double.NaN : (double)(day.Sum(bar => Typical(bar) * bar.Volume) / volume);
    }

    public static double[] Stochastic(ReadOnlyMemory<Bar> bars, int period, int smoothing, int signal)
    {
        var ends = Enumerable.Range(period, Math.Max(0, bars.Length - period + 1));
        decimal[] raw = [.. ends.Select(end => Place(bars[(end - period)..end].ToArray()))];
        var averages = Averages(raw, smoothing);
        return [Last(averages), Mean(averages, signal)];

        static decimal Place(Bar[] window)
        {
            var (high, low) = (window.Max(bar => bar.High), window.Min(bar => bar.Low));
            return high == low ? 50 : 100 * (window[^1].Close - low) / (high - low);
        }
    }

    public static double Obv(ReadOnlyMemory<Bar> bars) => (double)bars.ToArray()
        .Zip(bars.ToArray().Skip(1), (before, bar) => Math.Sign(bar.Close - before.Close) * bar.Volume).Sum();

    public static double Cci(ReadOnlyMemory<Bar> bars, int period)
    {
        if (bars.Length < period)
        {
            return double.NaN;
        }

        var prices = bars[^period..].ToArray().Select(Typical).ToArray();
        var mean = prices.Average();
        var deviation = prices.Average(price => Math.Abs(price - mean));
        return deviation < 1e-20m ? 0 : (double)((prices[^1] - mean) / (0.015m * deviation));
    }

    public static double[] SuperTrend(ReadOnlyMemory<Bar> bars, int period, decimal width)
    {
        var ranges = Smooth(TrueRanges(bars), period, 1m / period);
        decimal upper = 0, lower = 0, direction = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            var (before, bar) = (bars.Span[i + period - 1], bars.Span[i + period]);
            var middle = (bar.High + bar.Low) / 2;
            var (high, low) = (middle + width * ranges[i], middle - width * ranges[i]);
            upper = i == 0 || high < upper || before.Close > upper ? high : upper;
            lower = i == 0 || low > lower || before.Close < lower ? low : lower;
            direction = (i, direction) switch
            {
                (0, _) => bar.Close >= middle ? 1 : -1,
                (_, 1) => bar.Close < lower ? -1 : 1,
                _ => bar.Close > upper ? 1 : -1,
            };
        }

        return [direction == 0 ? double.NaN : (double)(direction > 0 ? lower : upper), (double)direction];
    }

    private static decimal Typical(Bar bar) => (bar.High + bar.Low + bar.Close) / 3;

    private static double Deviation(decimal[] values, int period, int degrees)
    {
        if (values.Length < period)
        {
            return double.NaN;
        }

        var mean = values[^period..].Average();
        return Math.Sqrt((double)(values[^period..].Sum(value => (value - mean) * (value - mean)) / degrees));
    }

    private static decimal[] Averages(decimal[] values, int period) =>
        [.. Enumerable.Range(period, Math.Max(0, values.Length - period + 1)).Select(end => values[(end - period)..end].Average())];

    /// <summary>From the mean of the first values on; the first result stands for value number <paramref name="period"/>.</summary>
    private static decimal[] Smooth(decimal[] values, int period, decimal weight)
    {
        if (values.Length < period)
        {
            return [];
        }

        var results = new decimal[values.Length - period + 1];
        results[0] = values[..period].Average();
        for (var i = 1; i < results.Length; i++)
        {
            results[i] = results[i - 1] + weight * (values[i + period - 1] - results[i - 1]);
        }

        return results;
    }
}
