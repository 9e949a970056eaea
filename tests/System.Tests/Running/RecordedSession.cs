using System.Globalization;
using System.Text.Json;
using Trading.Testing;

namespace Trading.SystemTests.Running;

/// <summary>
/// What a recorded session holds, computed from the file alone and as simply as possible: the truth that the store is compared with.
/// </summary>
public sealed class RecordedSession
{
    private RecordedSession(IReadOnlyList<Tick> ticks) => Ticks = ticks;

    /// <summary>The trades in the order of the file.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    public static RecordedSession Read(string file)
    {
        var ticks = new List<Tick>();
        foreach (var line in RecordedData.Lines(file).Where(line => line.Contains("@trade\"", StringComparison.Ordinal)))
        {
            using var frame = JsonDocument.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var data = frame.RootElement.GetProperty("data");
            ticks.Add(new Tick(
                data.GetProperty("t").GetInt64(),
                data.GetProperty("T").GetInt64(),
                decimal.Parse(data.GetProperty("p").GetString()!, CultureInfo.InvariantCulture),
                decimal.Parse(data.GetProperty("q").GetString()!, CultureInfo.InvariantCulture),
                data.GetProperty("m").GetBoolean()));
        }

        return new RecordedSession(ticks);
    }

    /// <summary>Bars by open time: only those in which something was traded.</summary>
    public IReadOnlyList<NaiveBar> Bars(TimeSpan interval) =>
        [.. Ticks.OrderBy(tick => tick.Id)
            .GroupBy(tick => tick.TimeMs / (long)interval.TotalMilliseconds * (long)interval.TotalMilliseconds)
            .OrderBy(group => group.Key)
            .Select(group => new NaiveBar(
                DateTimeOffset.FromUnixTimeMilliseconds(group.Key).UtcDateTime,
                group.First().Price,
                group.Max(tick => tick.Price),
                group.Min(tick => tick.Price),
                group.Last().Price,
                group.Sum(tick => tick.Quantity),
                group.Sum(tick => tick.Price * tick.Quantity),
                group.Count(),
                group.Where(tick => !tick.BuyerIsMaker).Sum(tick => tick.Quantity)))];

    /// <param name="TimeMs">Exchange time, milliseconds since 1970.</param>
    public sealed record Tick(long Id, long TimeMs, decimal Price, decimal Quantity, bool BuyerIsMaker);
}
