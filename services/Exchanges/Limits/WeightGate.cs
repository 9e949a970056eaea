using System.Diagnostics;

namespace Trading.Exchanges.Limits;

/// <summary>
/// Every request to a venue passes here first. The gate predicts: a request that would go over the limit waits for its moment
/// instead of being refused by the venue. It follows the venue's own count, and one 429 or 418 stops everyone who shares the ledger.
/// </summary>
public sealed class WeightGate
{
    private readonly IWeightLedger _ledger;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly FairQueue<WeightWaiter> _queue = new();
    private readonly int[] _waiting = new int[3];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _venueClockOffset;
    private bool _pumping;
    private bool _countIsKnown;
    private int _inFlight;
    private (long Window, int Used) _last;

    public WeightGate(WeightBudget budget, IWeightLedger ledger, TimeProvider time)
    {
        Budget = budget;
        _countIsKnown = !budget.VenueTellsCount;
        _ledger = ledger;
        _time = time;
    }

    public WeightBudget Budget { get; private set; }

    /// <summary>Weight used in the present window, as far as this process knows.</summary>
    public int LastUsed
    {
        get
        {
            lock (_lock)
            {
                return _last.Window == Budget.WindowOf(VenueNow) ? _last.Used : 0;
            }
        }
    }

    private DateTime VenueNow => _time.GetUtcNow().UtcDateTime + _venueClockOffset;

    /// <summary>Takes over the venue's own limit and clock, as <c>exchangeInfo</c> tells them.</summary>
    public void Calibrate(int limit, TimeSpan venueClockOffset)
    {
        lock (_lock)
        {
            Budget = Budget with { Limit = limit };
            _venueClockOffset = venueClockOffset;
        }

        Wake();
    }

    /// <summary>Waits until the request may be sent. Each permit is given back by <see cref="CompleteAsync"/>.</summary>
    /// <param name="symbol">Symbols share a lane fairly.</param>
    /// <param name="patience">Longest wait; null waits for weight as long as it takes, and for a pause as long as the budget says.</param>
    /// <exception cref="WeightPausedException">The wait would be longer than that.</exception>
    public async ValueTask<WeightPermit> AcquireAsync(
        int weight, RequestLane lane, string symbol, CancellationToken cancellationToken = default, TimeSpan? patience = null)
    {
        var started = _time.GetTimestamp();
        var waiter = new WeightWaiter(weight, lane, patience);
        await using var registration = cancellationToken.Register(() =>
        {
            if (waiter.Permit.TrySetCanceled(cancellationToken))
            {
                Wake();
            }
        });
        lock (_lock)
        {
            _queue.Enqueue(waiter, lane, symbol, weight);
            _waiting[(int)lane]++;
            if (!_pumping)
            {
                _pumping = true;
                _ = PumpAsync();
            }
        }

        Wake();
        var window = await waiter.Permit.Task;
        return new WeightPermit(weight, window, _time.GetElapsedTime(started));
    }

    /// <summary>The answer is there, or there will be none.</summary>
    /// <param name="usedWeight">What the venue said it has counted in its window; null when it said nothing.</param>
    public async ValueTask CompleteAsync(WeightPermit permit, int? usedWeight, CancellationToken cancellationToken = default)
    {
        Interlocked.Decrement(ref _inFlight);
        if (usedWeight is { } used)
        {
            _countIsKnown = true;
            Remember(permit.Window, used);
            await _ledger.ObserveAsync(Budget.Bucket, permit.Window, used, cancellationToken);
        }

        Wake();
    }

    /// <summary>The venue said stop: nothing is sent before <paramref name="retryAfter"/> is over, or before its next window.</summary>
    /// <returns>UTC of the venue when the first request may go again.</returns>
    public async ValueTask<DateTime> PauseAsync(TimeSpan? retryAfter, CancellationToken cancellationToken = default)
    {
        var now = VenueNow;
        var until = retryAfter is { } wait ? now + wait + Budget.EdgeGuard : Budget.StartOf(Budget.WindowOf(now) + 1) + Budget.EdgeGuard;
        await _ledger.PauseAsync(Budget.Bucket, until, cancellationToken);
        return until;
    }

    public async Task<WeightSnapshot> SnapshotAsync(CancellationToken cancellationToken = default)
    {
        var now = VenueNow;
        var window = Budget.WindowOf(now);
        var reply = await _ledger.ReadAsync(Budget.Bucket, window, cancellationToken);
        lock (_lock)
        {
            return new WeightSnapshot(
                Budget.Bucket,
                Budget.Limit,
                reply.Used,
                Budget.StartOf(window + 1),
                reply.PausedUntil > now ? reply.PausedUntil : null,
                Enum.GetValues<RequestLane>().ToDictionary(lane => lane, lane => _waiting[(int)lane]));
        }
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            WeightWaiter next;
            Task changed;
            lock (_lock)
            {
                while (_queue.Count > 0 && _queue.Peek().Permit.Task.IsCompleted)
                {
                    _waiting[(int)_queue.Dequeue().Lane]--;
                }

                if (_queue.Count == 0)
                {
                    _pumping = false;
                    return;
                }

                next = _queue.Peek();
                changed = _changed.Task;
            }

            var wait = await TryAdmitAsync(next);
            if (wait is { } delay)
            {
                await Task.WhenAny(Task.Delay(delay, _time), changed);
            }
        }
    }

    /// <summary>Null when the request went through (or broke its waiter), else how long to wait before the next try.</summary>
    private async Task<TimeSpan?> TryAdmitAsync(WeightWaiter next)
    {
        Activity.Current = next.Trace;
        var now = VenueNow;
        var window = Budget.WindowOf(now);
        var elapsed = now - Budget.StartOf(window);

        // Orders do not wait for a safe moment: the share that the other lanes leave to them takes what is counted on the other side.
        if (next.Lane != RequestLane.Orders && UnsafeFor(elapsed) is { } wait)
        {
            return wait;
        }

        var reply = await _ledger.ReserveAsync(
            Budget.Bucket, window, next.Weight, Budget.Allowed(next.Lane, elapsed), now, CancellationToken.None,
            yields: next.Lane == RequestLane.Backfill);
        Remember(window, reply.Used);
        if (reply.PausedUntil > now)
        {
            var pause = reply.PausedUntil - now;
            return pause <= (next.Patience ?? Budget.LongestPause) ? pause : Refuse(next, reply.PausedUntil);
        }

        if (!reply.Granted)
        {
            var room = Budget.WaitFor(next.Lane, reply.Used, next.Weight, elapsed);
            return room <= (next.Patience ?? TimeSpan.MaxValue) ? room : Refuse(next, now + room);
        }

        Interlocked.Increment(ref _inFlight);
        if (!next.Permit.TrySetResult(window))
        {
            Interlocked.Decrement(ref _inFlight);
        }

        return null;
    }

    /// <summary>How long a request must wait for a moment when it is clear what it counts for; null when that is now.</summary>
    private TimeSpan? UnsafeFor(TimeSpan elapsed)
    {
        if (elapsed < Budget.EdgeGuard)
        {
            return Budget.EdgeGuard - elapsed;
        }

        if (elapsed > Budget.Window - Budget.EdgeGuard)
        {
            return Budget.Window - elapsed + Budget.EdgeGuard;
        }

        // Until the venue has stated its count, the use of this minute by others is unknown: one request at a time.
        return !_countIsKnown && Volatile.Read(ref _inFlight) > 0 ? TimeSpan.FromSeconds(1) : null;
    }

    private TimeSpan? Refuse(WeightWaiter next, DateTime until)
    {
        next.Permit.TrySetException(new WeightPausedException(Budget.Bucket, until));
        return null;
    }

    private void Remember(long window, int used)
    {
        lock (_lock)
        {
            if (window >= _last.Window)
            {
                _last = (window, window == _last.Window ? Math.Max(_last.Used, used) : used);
            }
        }
    }

    private void Wake()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}
