using System.Data.Common;
using System.Diagnostics;
using Trading.MarketData.Flow;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Storage;

/// <summary>
/// Writes what processing hands over. Natural batching: a write takes what has piled up while the last one ran, so writes are small
/// when little happens and large under load. A failed write is repeated whole, every step is idempotent. When the database stays
/// away, everything goes to the spool and comes back in order; when that is full too, the queue fills and the sockets wait.
/// </summary>
internal sealed class StoreWriter(
    MarketUniverse universe,
    MarketDataOptions options,
    StoreQueue queue,
    StoreFlush flush,
    Spool spool,
    MarketDataMetrics metrics,
    TimeProvider clock,
    ILogger<StoreWriter> log) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxRetry = TimeSpan.FromSeconds(2);

    /// <summary>A warning a minute while the last run's spool is refused.</summary>
    private const int FailuresPerWarning = 30;

    // What is processed is worth keeping: a stop gives the database this long to take it.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);

    private readonly StoreBatch _batch = new(universe.Symbols.Count);
    private readonly StoreBatch _returning = new(universe.Symbols.Count);
    private long _batchBegan;
    private string _refusal = "";

    /// <summary>Nothing waits in the spool, and the last write succeeded or none has been tried.</summary>
    public bool IsHealthy { get; private set; } = true;

    /// <summary>How long the oldest trade of the write under way has waited for the store; zero when there is none.</summary>
    public TimeSpan Lag => Volatile.Read(ref _batchBegan) is > 0 and var began ? clock.GetElapsedTime(began) : TimeSpan.Zero;

    /// <summary>Brings what the last run has left in the spool to the store. Before anything is restored from the store.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (spool.CutBytes > 0)
        {
            log.SpoolCut(spool.CutBytes);
        }

        if (spool.IsEmpty)
        {
            return;
        }

        log.SpoolReturning(spool.Ticks);
        for (var failures = 0; !spool.IsEmpty;)
        {
            if (await TryReturnAsync(cancellationToken))
            {
                failures = 0;
                continue;
            }

            if (failures++ % FailuresPerWarning == 0)
            {
                log.SpoolRefused(spool.Ticks, _refusal);
            }

            await Task.Delay(MaxRetry, clock, cancellationToken);
        }

        log.SpoolEmpty();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                Gather();
                await FlushAsync(stoppingToken);
                if (!spool.IsEmpty)
                {
                    await SpoolAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await DrainAsync();
        }
    }

    /// <summary>
    /// While the database does not answer, rows go behind those in the spool, whose first is retried.
    /// </summary>
    private async Task SpoolAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        var nextTry = clock.GetTimestamp();
        while (!spool.IsEmpty)
        {
            if (!spool.IsFull)
            {
                Gather();
                Park();
            }

            if (clock.GetElapsedTime(nextTry) >= TimeSpan.Zero)
            {
                failures = await TryReturnAsync(cancellationToken) ? 0 : failures + 1;
                nextTry = clock.GetTimestamp() + (long)(Wait(failures).TotalSeconds * clock.TimestampFrequency);
            }

            if (failures > 0)
            {
                await Task.Delay(FirstRetry, clock, cancellationToken);
            }
        }

        IsHealthy = true;
        log.SpoolEmpty();
    }

    private void Park()
    {
        if (!_batch.IsEmpty)
        {
            spool.Append(_batch.Symbols.SelectMany(rows => rows.Deltas));
            Clear();
        }
    }

    private void Clear()
    {
        _batch.Clear();
        Volatile.Write(ref _batchBegan, 0);
    }

    private async Task<bool> TryReturnAsync(CancellationToken cancellationToken)
    {
        _returning.Clear();
        spool.Peek(options.WriteRows).ForEach(_returning.Add);
        if (!await TryWriteAsync(_returning, cancellationToken))
        {
            return false;
        }

        spool.Consume();
        return true;
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
            _ = Interlocked.CompareExchange(ref _batchBegan, started, 0);
            if (clock.GetElapsedTime(started).TotalMilliseconds > options.WriteGatherMs)
            {
                break;
            }
        }

        metrics.BatchBuffer(_batch.Trades);
    }

    /// <summary>Writes the batch, or parks it in the spool when the store has refused it in every attempt of a round.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!spool.IsEmpty)
        {
            Park();
            return;
        }

        for (var attempt = 1; !_batch.IsEmpty; attempt++)
        {
            if (await TryWriteAsync(_batch, cancellationToken))
            {
                Clear();
                return;
            }

            if (attempt >= options.WriteAttempts)
            {
                IsHealthy = false;
                metrics.BatchFailed();
                log.WriteFailed(attempt, _batch.Trades);
                Park();
                return;
            }

            await Task.Delay(Wait(attempt), clock, cancellationToken);
        }
    }

    private async Task<bool> TryWriteAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await flush.WriteAsync(batch, cancellationToken);
            metrics.Flushed(Stopwatch.GetElapsedTime(started));
            flush.Done(batch);
            return true;
        }
        catch (Exception fault) when (fault is DbException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            metrics.Retried();
            _refusal = fault.Message;
            log.WriteRefused(fault.Message);
            return false;
        }
    }

    private static TimeSpan Wait(int failures) => Backoff.Of(failures, FirstRetry, MaxRetry, Random.Shared);
}
