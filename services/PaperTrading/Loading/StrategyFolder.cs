using System.Collections.Concurrent;
using Trading.Backtesting.Loading;
using Trading.Strategies;

namespace Trading.PaperTrading.Loading;

/// <summary>
/// Strategies of the user: every <c>.dll</c> and <c>.cs</c> of a folder. A file that gives none says why, and the others are taken.
/// </summary>
internal sealed class StrategyFolder(StrategyCatalogue catalogue, PaperOptions options, ILogger<StrategyFolder> logger)
{
    private readonly StrategyLoader _loader = new(catalogue, Path.Combine(options.StrategiesFolder, ".builds"));
    private readonly ConcurrentDictionary<string, StrategyFile> _files = new(StringComparer.Ordinal);
    private bool _saidThatThereIsNoSdk;

    public IEnumerable<StrategyFile> Files => _files.Values.OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>The file that a kind comes from; null for one that is shipped.</summary>
    public StrategyFile? FileOf(string kind) => Files.FirstOrDefault(file => file.Kinds.Contains(kind, StringComparer.Ordinal));

    /// <summary>Takes what is new in the folder. One call at a time.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        string[] paths = Directory.Exists(options.StrategiesFolder)
            ? [.. Directory.EnumerateFiles(options.StrategiesFolder).Where(StrategyLoader.IsFile).Order(StringComparer.Ordinal)]
            : [];
        if (!StrategyLoader.Compiles && !_saidThatThereIsNoSdk && Array.Exists(paths, StrategyLoader.IsSource))
        {
            _saidThatThereIsNoSdk = true;
            logger.SourcesNotCompiled(options.StrategiesFolder);
        }

        foreach (var path in paths)
        {
            await TakeAsync(path, cancellationToken);
        }

        var names = paths.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _files.Values.Where(file => file.Kinds.Count == 0 && !names.Contains(file.Name)))
        {
            _files.TryRemove(gone.Name, out _);
        }
    }

    private async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            var hash = StrategyLoader.HashOf(path);
            var known = _files.GetValueOrDefault(name);
            if (known?.Hash == hash)
            {
                return;
            }

            _files[name] = known is { Kinds.Count: > 0 }
                ? Refused(known with { Hash = hash, Problem = $"{name} has changed; a restart of the service takes the new version." })
                : await LoadAsync(path, name, hash, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is still being written, or is not ours to read: the next poll tries again.
            _files[name] = Refused(new StrategyFile(name, Hash: "", [], $"{name}: {exception.Message}"));
        }
    }

    private async Task<StrategyFile> LoadAsync(string path, string name, string hash, CancellationToken cancellationToken)
    {
        try
        {
            var kinds = (await _loader.AddAsync(path, cancellationToken)).Select(kind => kind.Name).ToList();
            logger.StrategiesLoaded(name, string.Join(", ", kinds));
            return new StrategyFile(name, hash, kinds, Problem: null);
        }
        catch (StrategyFileException exception)
        {
            return Refused(new StrategyFile(name, hash, [], exception.Message));
        }
    }

    private StrategyFile Refused(StrategyFile file)
    {
        if (_files.GetValueOrDefault(file.Name)?.Problem != file.Problem)
        {
            logger.StrategyFileRefused(file.Name, file.Problem!);
        }

        return file;
    }
}
