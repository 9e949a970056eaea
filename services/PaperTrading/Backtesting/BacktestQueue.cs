using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Trading.PaperTrading.Backtesting;

/// <summary>Ids of backtests that wait, and how far the running one is. Bounded; when full, a new one is refused.</summary>
internal sealed class BacktestQueue(PaperOptions options)
{
    private readonly Channel<string> _channel = Channel.CreateBounded<string>(
        new BoundedChannelOptions(options.MaxQueuedBacktests) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly ConcurrentDictionary<string, double> _progress = new(StringComparer.Ordinal);

    public bool TryAdd(string id) => _channel.Writer.TryWrite(id);

    /// <summary>Waits for room: used at start for what a former process left.</summary>
    public ValueTask AddAsync(string id, CancellationToken cancellationToken) => _channel.Writer.WriteAsync(id, cancellationToken);

    public IAsyncEnumerable<string> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);

    public double? ProgressOf(string id) => _progress.TryGetValue(id, out var progress) ? progress : null;

    public void Report(string id, double progress) => _progress[id] = progress;

    public void Forget(string id) => _progress.TryRemove(id, out _);
}
