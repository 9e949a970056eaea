using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Trading.Downloader.Jobs;
using Trading.Downloader.Progress;
using Trading.Downloader.Storage;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.Api;

/// <summary>Progress of one job, pushed: an event when something has changed, the last one when the job is over.</summary>
internal static class DownloadEvents
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public static async Task<IResult> StreamAsync(
        Guid id, JobTable jobs, RunningJobs running, TimeProvider time, CancellationToken cancellationToken) =>
        await jobs.GetAsync(id, cancellationToken) is null
            ? DownloadsApi.NotFound(id)
            : TypedResults.ServerSentEvents(EventsAsync(id, jobs, running, time, cancellationToken));

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Guid id, JobTable jobs, RunningJobs running, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            if (await jobs.GetAsync(id, cancellationToken) is not { } job)
            {
                yield break;
            }

            var text = JsonSerializer.Serialize(DownloadView.Of(job, running.Find(id), time), ProductJson.Options);
            if (!string.Equals(text, last, StringComparison.Ordinal))
            {
                last = text;
                yield return new SseItem<string>(text, job.IsOver ? "end" : "progress");
            }

            if (job.IsOver)
            {
                yield break;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
