namespace Trading.MarketData.Tests.Venue;

/// <summary>A clock that is set by the test and goes on by itself; timers of an hour or longer fire when the test lets that time pass.</summary>
internal sealed class ShiftedClock(DateTime now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<LongTimer> _timers = [];
    private TimeSpan _shift = now - DateTime.UtcNow;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return base.GetUtcNow() + _shift;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period < TimeSpan.FromHours(1))
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new LongTimer(callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    public void Pass(TimeSpan time)
    {
        LongTimer[] timers;
        lock (_gate)
        {
            _shift += time;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Fire();
        }
    }

    private sealed class LongTimer(TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public void Fire()
        {
            if (!_disposed)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_disposed;

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            _disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
