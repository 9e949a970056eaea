using System.Data.Common;
using Microsoft.Data.Sqlite;
using Trading.Contracts;
using Trading.Downloader.Progress;
using Trading.Downloader.Storage;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Downloader.Jobs;

/// <summary>Claims jobs and runs them, several at a time.</summary>
internal sealed class JobWorker(
    JobTable jobs,
    RunningJobs running,
    DownloadRunner runner,
    JobAnnouncer announcer,
    DownloaderOptions options,
    TimeProvider time,
    VenueCatalog venues,
    ILogger<JobWorker> logger) : BackgroundService
{
    /// <summary>Attempts in a row that stored nothing; then the job is given up.</summary>
    private const int MostAttempts = 5;

    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(30);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():n}";

    private TimeSpan Lease => TimeSpan.FromSeconds(options.LeaseSeconds);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.ConcurrentJobs).Select(_ => WorkAsync(stoppingToken)));

    /// <summary>The one loop that starts again after a fault, such as a database that does not answer.</summary>
    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await jobs.ClaimAsync(_owner, Lease, stoppingToken) is { } job)
                {
                    await RunAsync(job, stoppingToken);
                }
                else
                {
                    await running.ListenAsync(TimeSpan.FromMilliseconds(options.PollIntervalMs), stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.WorkerFailed(exception, (long)RestartDelay.TotalMilliseconds);
                await Task.Delay(RestartDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(DownloadJob job, CancellationToken stoppingToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("download job");
        activity?.SetTag("job.id", job.Id);
        var request = job.Request;
        logger.JobStarts(
            job.Id, DownloaderMetrics.JobType(request.Kind), string.Join(',', request.Symbols), request.Venue, request.Start, request.End);
        var progress = new DownloadProgress(time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        running.Add(job.Id, progress, stop);
        announcer.Announce(job, progress);
        var renewing = Task.WhenAll(RenewAsync(job, progress, stop), announcer.TellWhileRunningAsync(job, progress, stop.Token));
        try
        {
            var end = await OutcomeAsync(job, progress, stop.Token);
            if (end is { State: DownloadState.Queued, Error: { } error })
            {
                var delay = Backoff.Of(job.Attempts - 1, FirstRetryDelay, LongestRetryDelay, Random.Shared);
                logger.JobRetries(job.Id, job.Attempts, error, (long)delay.TotalMilliseconds);
                await jobs.RetryAsync(job.Id, _owner, delay, error, CancellationToken.None);
                announcer.Announce(end);
                return;
            }

            if (await jobs.FinishAsync(job.Id, _owner, end, CancellationToken.None))
            {
                announcer.Announce(end, progress);
            }

            logger.JobEnds(job.Id, end.State.ToString(), end.Items, end.WeightUsed, (long)progress.Elapsed.TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await jobs.ReleaseAsync(job.Id, _owner, CancellationToken.None);
            announcer.Announce(job with { State = DownloadState.Queued });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.JobEnds(
                job.Id, nameof(DownloadState.Cancelled), progress.Items, progress.WeightUsed, (long)progress.Elapsed.TotalMilliseconds);
        }
        finally
        {
            await stop.CancelAsync();
            await renewing;
            running.Remove(job.Id);
        }
    }

    private async Task<DownloadJob> OutcomeAsync(DownloadJob job, DownloadProgress progress, CancellationToken cancellationToken)
    {
        if (job.Request.Problem(venues.Descriptions) is var (property, problem))
        {
            return Failed(job, progress, ReferenceEquals(job.Request, StoredRequest.Unreadable)
                ? "The stored request cannot be read, or names a kind, series or source that is unknown."
                : $"The stored request is wrong: {property}: {problem}");
        }

        if (job.Attempts > MostAttempts)
        {
            return Failed(job, progress, $"Given up after {MostAttempts} attempts: {job.Error ?? "each ended with its process."}");
        }

        try
        {
            var outcome = await runner.RunAsync(job.Request, progress, cancellationToken);
            var fault = outcome.Symbols.FirstOrDefault(symbol => symbol.Fault is not null);
            return Now(job, progress) with
            {
                State = outcome.IsComplete ? DownloadState.Completed : DownloadState.Failed,
                Error = fault is not null ? $"{fault.Symbol}: {fault.Fault}" : outcome.IsComplete ? null : "Rows are missing.",
                Outcome = outcome,
            };
        }
        catch (VenueException exception)
        {
            return Failed(job, progress, exception.Message);
        }
        catch (DbException exception) when (job.Attempts < MostAttempts && MayPass(exception))
        {
            return Now(job, progress) with { State = DownloadState.Queued, Error = $"storage: {exception.Message}" };
        }
        catch (Exception exception) when (exception is IOException or DbException)
        {
            return Failed(job, progress, $"storage: {DiskFull.Describe(exception) ?? exception.Message}");
        }
#pragma warning disable CA1031 // Whatever it is: the job would meet it again, so the job ends with it and the worker goes on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.JobFailed(exception, job.Id);
            return Failed(job, progress, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private DownloadJob Failed(DownloadJob job, DownloadProgress progress, string error) =>
        Now(job, progress) with { State = DownloadState.Failed, Error = error };

    /// <summary>SQLite 5 and 6: another process held the file for too long.</summary>
    private static bool MayPass(DbException fault) => fault.IsTransient || fault is SqliteException { SqliteErrorCode: 5 or 6 };

    /// <summary>
    /// Renews until the job ends; a lease that cannot be renewed ends the job here, so that two workers never run it for long.
    /// </summary>
    private async Task RenewAsync(DownloadJob job, DownloadProgress progress, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(Lease / 5, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (!await jobs.RenewAsync(job.Id, _owner, Lease, Now(job, progress), stop.Token))
                {
                    logger.LeaseLost(job.Id);
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
        catch (DbException exception)
        {
            logger.WorkerFailed(exception, 0);
            await stop.CancelAsync();
        }
    }

    private DownloadJob Now(DownloadJob job, DownloadProgress progress) => job with
    {
        Expected = progress.Expected,
        Done = progress.Done,
        Items = job.Items + progress.Items,
        WeightUsed = job.WeightUsed + progress.WeightUsed,
        RowsPerSecond = progress.RowsPerSecond,
        Eta = time.GetUtcNow().UtcDateTime + progress.TimeLeft,
        Plan = progress.Plan,
    };
}
