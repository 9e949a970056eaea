using Trading.Contracts;

namespace Trading.Strategies.Tests.Indicators;

/// <summary>Bars to test with.</summary>
internal static class IndicatorBars
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Bar Of(int index, decimal high, decimal low, decimal close, decimal volume = 1) => new(
        Start.AddMinutes(15 * index), BarInterval.Parse("15m"), close, high, low, close, volume, close * volume, 1, 0, 0, Closed: true,
        BarSource.Trades);

    public static Bar Flat(int index, decimal price) => Of(index, price, price, price);

    /// <summary>A walk with long flat stretches, gaps of a thousandfold, bars without volume and moves of one tick.</summary>
    public static Bar[] Random(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        var close = 60_000m;
        var flat = 0;
        for (var i = 0; i < count; i++)
        {
            flat = flat > 0 ? flat - 1 : random.Next(100) == 0 ? random.Next(5, 80) : 0;
            if (flat > 0)
            {
                bars[i] = Of(i, close, close, close, flat % 2);
                continue;
            }

            close = random.Next(150) switch
            {
                0 => close > 1_000 ? close / 1_000 : close * 1_000,
                < 30 => close + 0.01m * random.Next(-1, 2),
                _ => close * (1 + (decimal)(random.NextDouble() - 0.5) / 50),
            };
            close = decimal.Round(Math.Max(close, 1), 2);
            var (high, low) = (close + 0.01m * random.Next(100), Math.Max(0.01m, close - 0.01m * random.Next(100)));
            bars[i] = Of(i, high, low, close, 0.001m * random.Next(1_000_000));
        }

        return bars;
    }
}
