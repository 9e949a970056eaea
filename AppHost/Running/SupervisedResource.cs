using System.Diagnostics;

namespace Trading.AppHost.Running;

/// <summary>What is known of a resource's process, so that one end of it leads to one start.</summary>
internal sealed class SupervisedResource
{
    private readonly RestartDelay _delay = new(Random.Shared);
    private long? _runsSince;
    private bool _waits;

    public bool HasRun { get; private set; }

    /// <summary>Stopped by a person in the dashboard: it stays so until that person starts it.</summary>
    public bool StoppedByHand { get; set; }

    public void Runs() => (_runsSince, _waits, StoppedByHand, HasRun) = (_runsSince ?? Stopwatch.GetTimestamp(), false, false, true);

    /// <summary>The time to wait before the next start; null when nothing is to be done about this end.</summary>
    public TimeSpan? Ended()
    {
        if (_waits || StoppedByHand)
        {
            return null;
        }

        var ranFor = _runsSince is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;
        (_runsSince, _waits) = (null, true);
        return _delay.Next(ranFor);
    }
}
