using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// Rows of the recorded kline files, so that REST tells of a recorded month what the archive of that month holds: the same bars, and
/// none where the file has none. The newest few files that were asked for stay in memory.
/// </summary>
internal sealed class RecordedKlines(RecordedArchives archives)
{
    private readonly KeptFiles<Dictionary<long, string>> _rows = new(most: 4);

    /// <summary>Files with klines of a symbol; none for most.</summary>
    public IReadOnlyList<RecordedArchive> Of(MarketSpec spec, BarInterval interval, string kind = "klines")
    {
        return [.. archives.Klines(spec.Kind, spec.Symbol, interval, kind)];
    }

    /// <summary>The line of a bar, or null where the file has none.</summary>
    public string? Line(RecordedArchive file, long openUs) => _rows.GetOrAdd(file.Path, () => Read(file.Path))!.GetValueOrDefault(openUs);

    /// <summary>A time of a file in µs: files count milliseconds, and spot files from 2025 on microseconds.</summary>
    public static long ToUs(string stamp)
    {
        var value = long.Parse(stamp, CultureInfo.InvariantCulture);
        return value < 100_000_000_000_000 ? value * 1000 : value;
    }

    private static Dictionary<long, string> Read(string path)
    {
        var rows = new Dictionary<long, string>();
        using var reader = new StreamReader(RecordedArchives.Open(path));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && char.IsAsciiDigit(line[0]))
            {
                rows[ToUs(line[..line.IndexOf(',', StringComparison.Ordinal)])] = line;
            }
        }

        return rows;
    }
}
