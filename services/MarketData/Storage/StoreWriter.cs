using System.Data.Common;
using System.Diagnostics;

namespace Trading.MarketData.Storage;

/// <summary>
/// Writes what processing hands over. Natural batching: a write takes what has piled up while the last one ran, so writes are small
/// when little happens and large under load. A failed write is repeated whole, every step is idempotent; while the database is away
/// the queue fills and the sockets wait.
/// </summary>
public sealed class StoreWriter(
    MarketUniverse universe,
    MarketDataOptions options,
    StoreQueue queue,
    StoreFlush flush,
    MarketDataMetrics metrics,
    TimeProvider clock,
    ILogger<StoreWriter> log) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxRetry = TimeSpan.FromSeconds(2);

    // What is processed is worth keeping: a stop gives the database this long to take it.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private readonly StoreBatch _batch = new(universe.Symbols.Count);

    /// <summary>The last write succeeded, or none has been tried.</summary>
    public bool IsHealthy { get; private set; } = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                Gather();
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await DrainAsync();
        }
    }

    private async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(DrainLimit, clock);
        try
        {
            do
            {
                await FlushAsync(limit.Token);
                Gather();
            }
            while (!_batch.IsEmpty);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            log.DrainIncomplete(_batch.Trades + queue.Count);
        }
    }

    private void Gather()
    {
        var started = clock.GetTimestamp();
        while (_batch.Trades < options.WriteRows
            && queue.Reader.TryRead(out var delta))
        {
            _batch.Add(delta);
            if (clock.GetElapsedTime(started).TotalMilliseconds > options.WriteGatherMs)
            {
                break;
            }
        }

        metrics.BatchBuffer(_batch.Trades);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; !_batch.IsEmpty; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await flush.WriteAsync(_batch, cancellationToken);
                metrics.Flushed(_batch.Trades, Stopwatch.GetElapsedTime(started));
                if (!IsHealthy)
                {
                    log.StoreIsBack(attempt);
                }

                IsHealthy = true;
                flush.Done(_batch);
                _batch.Clear();
            }
            catch (Exception fault) when (fault is DbException or IOException or TimeoutException or System.Net.Sockets.SocketException)
            {
                metrics.Retried();
                if (attempt % options.WriteAttempts == 0)
                {
                    IsHealthy = false;
                    metrics.BatchFailed();
                    log.WriteFailed(fault, attempt, _batch.Trades);
                }

                var backoff = FirstRetry * Math.Pow(2, Math.Min(attempt - 1, 8));
                await Task.Delay((backoff < MaxRetry ? backoff : MaxRetry) * (0.5 + Random.Shared.NextDouble() / 2), clock, cancellationToken);
            }
        }
    }
}
