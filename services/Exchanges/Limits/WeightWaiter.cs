using System.Diagnostics;

namespace Trading.Exchanges.Limits;

/// <summary>A request that wants to be sent.</summary>
/// <param name="patience">Longest wait; null: whatever the budget allows.</param>
internal sealed class WeightWaiter(int weight, RequestLane lane, TimeSpan? patience)
{
    public int Weight { get; } = weight;

    public RequestLane Lane { get; } = lane;

    public TimeSpan? Patience { get; } = patience;

    /// <summary>The span that waits: work for this request belongs to its trace on every thread.</summary>
    public Activity? Trace { get; } = Activity.Current;

    /// <summary>The window that the weight was taken from, once it was.</summary>
    public TaskCompletionSource<long> Permit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
