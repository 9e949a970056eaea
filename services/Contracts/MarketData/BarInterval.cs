using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Trading.Contracts;

/// <summary>
/// A venue's kline interval: <c>1s</c> to <c>1M</c>. Intervals are aligned to the Unix epoch in UTC, weeks to Monday, months to
/// the first. The default value is one minute.
/// </summary>
[JsonConverter(typeof(BarIntervalConverter))]
public readonly record struct BarInterval : IComparable<BarInterval>
{
    private static readonly string[] Codes =
        ["1m", "1s", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M"];

    private static readonly long[] Seconds =
        [60, 1, 180, 300, 900, 1800, 3600, 7200, 14400, 21600, 28800, 43200, 86400, 259200, 604800, 2592000];

    // 1970-01-05 was the first Monday of the epoch.
    private static readonly long FirstMondayTicks = DateTime.UnixEpoch.AddDays(4).Ticks;

    private readonly byte _index;

    private BarInterval(int index) => _index = (byte)index;

    public static BarInterval OneSecond => new(1);

    public static BarInterval OneMinute => new(0);

    public static BarInterval OneHour => new(6);

    public static BarInterval OneDay => new(12);

    /// <summary>Every interval a venue knows, shortest first.</summary>
    public static IReadOnlyList<BarInterval> All { get; } =
        [.. Enumerable.Range(0, 16).Select(i => new BarInterval(i)).Order()];

    /// <summary>The codes of <see cref="All"/> in a sentence, for people.</summary>
    public static string AllCodes { get; } = string.Join(", ", All.Select(interval => interval.Code));

    /// <summary>The venue's spelling, such as <c>15m</c>. Case matters: <c>1m</c> is a minute, <c>1M</c> a month.</summary>
    public string Code => Codes[_index];

    public bool IsMonth => _index == 15;

    public bool IsWeek => _index == 14;

    /// <summary>Length of the interval; 30 days for the month, whose real length is <see cref="CloseOf"/> less its open.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds[_index]);

    public static bool TryParse([NotNullWhen(true)] string? code, out BarInterval interval)
    {
        var index = Array.IndexOf(Codes, code);
        interval = index < 0 ? default : new BarInterval(index);
        return index >= 0;
    }

    /// <exception cref="FormatException">The code is none of <see cref="All"/>.</exception>
    public static BarInterval Parse(string code) => TryParse(code, out var interval)
        ? interval
        : throw new FormatException(Problem(code));

    /// <summary>What to say to the sender of a code that is none of <see cref="All"/>.</summary>
    public static string Problem(string? code) =>
        $"{(string.IsNullOrEmpty(code) ? "A bar interval is needed" : $"'{code}' is not a bar interval")}; use one of {AllCodes}.";

    /// <summary>Open time (UTC) of the interval that holds <paramref name="time"/>.</summary>
    public DateTime OpenOf(DateTime time)
    {
        if (IsMonth)
        {
            return new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        }

        var origin = IsWeek ? FirstMondayTicks : DateTime.UnixEpoch.Ticks;
        var length = Seconds[_index] * TimeSpan.TicksPerSecond;
        var since = time.Ticks - origin;
        var bucket = since >= 0 ? since / length : -((-since + length - 1) / length);
        return new DateTime(origin + bucket * length, DateTimeKind.Utc);
    }

    /// <summary>Exclusive end (UTC) of the interval that opens at <paramref name="openTime"/>: the next one's open.</summary>
    public DateTime CloseOf(DateTime openTime) =>
        IsMonth ? openTime.AddMonths(1) : openTime.AddTicks(Seconds[_index] * TimeSpan.TicksPerSecond);

    /// <summary>First open time (UTC) that is not before <paramref name="time"/>.</summary>
    public DateTime FirstOpen(DateTime time) => OpenOf(time) is var open && open < time ? CloseOf(open) : open;

    /// <summary>Open times from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive (UTC).</summary>
    public long Count(DateTime from, DateTime to)
    {
        var first = FirstOpen(from);
        if (first >= to)
        {
            return 0;
        }

        return IsMonth
            ? (to.Year - first.Year) * 12L + to.Month - first.Month + (to.Day > 1 || to.TimeOfDay > TimeSpan.Zero ? 1 : 0)
            : (to - first - TimeSpan.FromTicks(1)).Ticks / Duration.Ticks + 1;
    }

    public int CompareTo(BarInterval other) => Seconds[_index].CompareTo(Seconds[other._index]);

    public static bool operator <(BarInterval left, BarInterval right) => left.CompareTo(right) < 0;

    public static bool operator >(BarInterval left, BarInterval right) => left.CompareTo(right) > 0;

    public static bool operator <=(BarInterval left, BarInterval right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BarInterval left, BarInterval right) => left.CompareTo(right) >= 0;

    public override string ToString() => Code;
}
