using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>
/// A window as an operator writes it: <c>5m/1m</c> (sliding: length and step), <c>session:30s</c> (ends after that much silence),
/// <c>tick:1000</c>, <c>volume:10</c> (base currency), <c>dollar:1000000</c> (quote currency).
/// </summary>
/// <param name="Code">The one spelling: part of the key of its bars.</param>
/// <param name="Size">Sliding, session: 100 ns ticks. Tick: trades. Volume, dollar: 1e-8 units of the currency.</param>
/// <param name="Step">Sliding: 100 ns ticks from one window's start to the next one's; 0 otherwise.</param>
internal sealed record WindowSpec(WindowKind Kind, string Code, long Size, long Step = 0)
{
    /// <summary>Most sliding windows that one moment may belong to: a late trade revises them all.</summary>
    public const int MaxOverlap = 120;

    private const long MaxTrades = 10_000_000;

    /// <summary>Value of the <c>window_type</c> label.</summary>
    public string Type => Kind switch
    {
        WindowKind.Sliding => "sliding",
        WindowKind.Session => "session",
        _ => "tumbling",
    };

    /// <summary>False, and what is wrong, when the text is no window.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WindowSpec? spec, [NotNullWhen(false)] out string? problem)
    {
        spec = null;
        problem = text.Contains('/', StringComparison.Ordinal) ? Sliding(text, out spec) : Other(text, out spec);
        return problem is null && spec is not null;
    }

    private static string? Sliding(string text, out WindowSpec? spec)
    {
        spec = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryDuration(text[..slash], out var length) || !TryDuration(text[(slash + 1)..], out var step))
        {
            return $"'{text}' is no sliding window such as 5m/1m: length and step are a number and s, m, h or d.";
        }

        if (length % step != 0
            || length == step
            || length / step > MaxOverlap
            || length > TimeSpan.TicksPerDay
            || TimeSpan.TicksPerDay % step != 0)
        {
            return $"'{text}': the length is 2 to {MaxOverlap} steps and at most a day, and a day holds a whole number of steps.";
        }

        spec = new WindowSpec(WindowKind.Sliding, text, length, step);
        return null;
    }

    private static string? Other(string text, out WindowSpec? spec)
    {
        spec = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var size = text[(colon + 1)..];
        switch (colon < 0 ? "" : text[..colon])
        {
            case "session":
                spec = TryDuration(size, out var gap) && gap <= TimeSpan.TicksPerDay ? new WindowSpec(WindowKind.Session, text, gap) : null;
                return spec is null ? $"'{text}' is no session such as session:30s: at least a second, at most a day." : null;
            case "tick":
                spec = long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var trades)
                    && trades is >= 1 and <= MaxTrades
                    ? new WindowSpec(WindowKind.Tick, string.Create(CultureInfo.InvariantCulture, $"tick:{trades}"), trades)
                    : null;
                return spec is null ? $"'{text}' is no tick bar such as tick:1000: 1 to {MaxTrades} trades." : null;
            case "volume":
                spec = Amount(WindowKind.Volume, "volume", size);
                return spec is null ? $"'{text}' is no volume bar such as volume:10: a positive amount with at most eight decimals." : null;
            case "dollar":
                spec = Amount(WindowKind.Dollar, "dollar", size);
                return spec is null
                    ? $"'{text}' is no dollar bar such as dollar:1000000: a positive amount with at most eight decimals."
                    : null;
            default:
                return $"'{text}' is no window: use 5m/1m, session:30s, tick:1000, volume:10 or dollar:1000000.";
        }
    }

    private static WindowSpec? Amount(WindowKind kind, string name, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && Fixed8.TryFromDecimal(amount, out var units)
            ? new WindowSpec(kind, string.Create(CultureInfo.InvariantCulture, $"{name}:{Fixed8.ToDecimal(units)}"), units)
            : null;

    private static bool TryDuration(string text, out long ticks)
    {
        ticks = 0;
        var unit = text.Length < 2 ? 0 : text[^1] switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (unit == 0
            || text[0] == '0'
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        ticks = count * unit;
        return count > 0;
    }
}
