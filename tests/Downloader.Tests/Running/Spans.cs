using System.Collections.Concurrent;
using System.Diagnostics;

namespace Trading.Downloader.Tests.Running;

/// <summary>Every ended span of the product in this process.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Trading.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The trace of a job, empty until the job's own span has ended: other tests of the process have traces of their own.</summary>
    public IReadOnlyList<Activity> OfJob(Guid id)
    {
        var job = _ended.SingleOrDefault(span => span.OperationName == "download job" && span.GetTagItem("job.id") is Guid found && found == id);
        return [.. _ended.Where(span => span.TraceId == job?.TraceId)];
    }

    public void Dispose() => _listener.Dispose();
}
