using Trading.Contracts;
using Trading.Downloader.CommandLine;
using Trading.Downloader.Files;

namespace Trading.Cli;

/// <summary>Bars of files as the venue publishes them. Every file is read once for its faults before the run begins.</summary>
internal sealed class FileHistory : IBarHistory
{
    private readonly BarInterval _interval;
    private readonly DateTime _latest;
    private readonly Dictionary<string, List<(string Path, DateTime First, DateTime Last)>> _files = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">A file is no file of such bars.</exception>
    public FileHistory(BacktestWish wish, TimeProvider time)
    {
        (_interval, _latest) = (wish.Interval, FactRules.Latest(time));
        foreach (var path in wish.Files)
        {
            var symbol = SymbolOf(path, wish);
            if (wish.Symbols.Contains(symbol, StringComparer.Ordinal))
            {
                Add(symbol, Scan(path));
            }
        }

        foreach (var each in _files.Values)
        {
            each.Sort((left, right) => left.First.CompareTo(right.First));
        }
    }

    public Task<(DateTime First, DateTime Last)?> ExtentAsync(string symbol, CancellationToken cancellationToken) =>
        Task.FromResult<(DateTime First, DateTime Last)?>(
            _files.TryGetValue(symbol, out var files) ? (files[0].First, files.Max(file => file.Last)) : null);

    public IAsyncEnumerable<Bar> ReadAsync(string symbol, DateTime from, DateTime to, CancellationToken cancellationToken) =>
        Read(symbol, from, to).ToAsyncEnumerable();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string SymbolOf(string path, BacktestWish wish)
    {
        var symbol = PublishedName.Of(path)?.Symbol;
        return symbol is not null && wish.Symbols.Contains(symbol, StringComparer.Ordinal) ? symbol
            : wish.Symbols.Count == 1 ? symbol ?? wish.Symbols[0]
            : symbol ?? throw new WrongUseException(
                $"The name of {Path.GetFileName(path)} does not say its symbol, as BTCUSDT-1h-2024-01.csv does; give one --symbol alone.");
    }

    private void Add(string symbol, (string Path, DateTime First, DateTime Last) file)
    {
        if (!_files.TryGetValue(symbol, out var files))
        {
            _files[symbol] = files = [];
        }

        files.Add(file);
    }

    private (string Path, DateTime First, DateTime Last) Scan(string path)
    {
        DateTime? first = null, last = null;
        foreach (var bar in Rows(path))
        {
            first ??= bar.OpenTime;
            last = bar.OpenTime;
        }

        return first is { } from && last is { } to ? (path, from, to) : throw Bad(path, "It holds no row.");
    }

    // Where files overlap, the first one that has a bar gives it.
    private IEnumerable<Bar> Read(string symbol, DateTime from, DateTime to)
    {
        var next = from;
        foreach (var (path, _, _) in _files[symbol].Where(file => file.First < to && file.Last >= from))
        {
            foreach (var bar in Rows(path))
            {
                if (bar.OpenTime >= next && bar.OpenTime < to)
                {
                    next = _interval.CloseOf(bar.OpenTime);
                    yield return bar;
                }
            }
        }
    }

    private IEnumerable<Bar> Rows(string path)
    {
        using var content = Of(path, () => PublishedFile.Open(path, zip: false));
        using var batches = KlineCsv.Read(content, _interval, BarSeries.Last, _latest).GetEnumerator();
        while (Of(path, batches.MoveNext))
        {
            foreach (var bar in batches.Current)
            {
                yield return bar;
            }
        }
    }

    private static T Of<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw Bad(path, exception.Message);
        }
    }

    private static InvalidDataException Bad(string path, string problem) => new($"{path}: {problem}");
}
