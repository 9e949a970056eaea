using Trading.Downloader.Progress;

namespace Trading.Downloader.Jobs;

/// <summary>Tells the bus of a job: every change of its state, and while it runs at most once a second how far it is.</summary>
internal sealed class JobAnnouncer(ProgressQueue queue, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <param name="live">The counters of a job that runs in this process.</param>
    public void Announce(DownloadJob job, DownloadProgress? live = null) => queue.Offer(DownloadView.Of(job, live, time));

    /// <summary>Until the token stops it; a second in which nothing has changed is left out.</summary>
    public async Task TellWhileRunningAsync(DownloadJob job, DownloadProgress progress, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace, time);
        var announced = (Expected: 0L, Done: 0L, Items: 0L, Weight: 0L, Ratio: 0.0);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = (progress.Expected, progress.Done, progress.Items, progress.WeightUsed, progress.Ratio);
                if (now != announced)
                {
                    announced = now;
                    Announce(job, progress);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The job has ended.
        }
    }
}
