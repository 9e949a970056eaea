using System.Collections.Concurrent;
using Trading.Downloader.Progress;

namespace Trading.Downloader.Jobs;

/// <summary>
/// The jobs of this process while they run, for live progress and for a cancellation that works at once; and a bell for new ones.
/// </summary>
internal sealed class RunningJobs : IDisposable
{
    private readonly ConcurrentDictionary<Guid, (DownloadProgress Progress, CancellationTokenSource Stop)> _jobs = new();
    private readonly SemaphoreSlim _bell = new(0);

    public DownloadProgress? Find(Guid id) => _jobs.TryGetValue(id, out var job) ? job.Progress : null;

    public void Add(Guid id, DownloadProgress progress, CancellationTokenSource stop) => _jobs[id] = (progress, stop);

    public void Remove(Guid id) => _jobs.TryRemove(id, out _);

    public async Task StopAsync(Guid id)
    {
        if (_jobs.TryGetValue(id, out var job))
        {
            await job.Stop.CancelAsync();
        }
    }

    /// <summary>A job was queued: a worker that waits looks at once.</summary>
    public void Ring() => _bell.Release();

    /// <summary>Returns when the bell rings or the time is over.</summary>
    public Task<bool> ListenAsync(TimeSpan atMost, CancellationToken cancellationToken) => _bell.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
