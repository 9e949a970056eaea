using Trading.Contracts;

namespace Trading.Testing;

/// <summary>Bars of a symbol that does not exist.</summary>
public static class Bars
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Bar At(int index, decimal open, decimal close, BarInterval? interval = null)
    {
        var length = interval ?? BarInterval.OneSecond;
        return new Bar(
            Start.Add(index * length.Duration), length, open, Math.Max(open, close), Math.Min(open, close), close, 1, close, 1, 1, close, true, BarSource.Trades);
    }

    /// <summary>A seeded random walk; each bar opens off the last close, so that fills at the open differ from decisions at the close.</summary>
    public static IReadOnlyList<Bar> Walk(int seed, int count, decimal start = 100m, BarInterval? interval = null)
    {
        var random = new Random(seed);
        var bars = new List<Bar>(count);
        var price = start;
        for (var i = 0; i < count; i++)
        {
            var open = Move(random, price);
            price = Move(random, open);
            bars.Add(At(i, open, price, interval));
        }

        return bars;
    }

    private static decimal Move(Random random, decimal price) => decimal.Round(price * (1 + (decimal)(random.NextDouble() - 0.5) / 50), 2);
}
