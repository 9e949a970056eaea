namespace Trading.Exchanges.Limits;

/// <summary>A venue's request limit and how it is shared. All windows are aligned to the venue's clock.</summary>
/// <param name="Bucket">Name of the counter that processes on one IP share, such as <c>api.example.com/spot</c>.</param>
/// <param name="Limit">Weight per window that the venue allows.</param>
/// <param name="Window">Length of the window.</param>
public sealed record WeightBudget(string Bucket, int Limit, TimeSpan Window)
{
    /// <summary>Share of the limit that only orders may use.</summary>
    public double OrdersReserve { get; init; } = 0.005;

    /// <summary>Share of the limit that backfill leaves to resynchronisation.</summary>
    public double ResyncReserve { get; init; } = 0.005;

    /// <summary>Share of the limit that backfill may use at once at the start of a window; the rest is paced.</summary>
    public double Burst { get; init; } = 0.25;

    /// <summary>No request starts this close to a window's edge: it might be counted on the other side.</summary>
    public TimeSpan EdgeGuard { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A request waits no longer than this for a pause to end; it fails with <see cref="WeightPausedException"/> instead.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>False when answers carry no count of this bucket; then our own count is all there is.</summary>
    public bool VenueTellsCount { get; init; } = true;

    /// <summary>Pause before the next try of a request that fits and was held back: another process that had less goes first.</summary>
    private static readonly TimeSpan Yield = TimeSpan.FromMilliseconds(10);

    public long WindowOf(DateTime time) => time.Ticks / Window.Ticks;

    public DateTime StartOf(long window) => new(window * Window.Ticks, DateTimeKind.Utc);

    /// <summary>Most weight that may have been used by <paramref name="elapsed"/> into the window for this lane to go on.</summary>
    public int Allowed(RequestLane lane, TimeSpan elapsed)
    {
        var cap = lane switch
        {
            RequestLane.Orders => Limit,
            RequestLane.Resync => Limit * (1 - OrdersReserve),
            _ => Limit * (1 - OrdersReserve - ResyncReserve),
        };
        if (lane == RequestLane.Backfill)
        {
            // The pace ends before the window does: a page that waits for its turn must not miss the last second.
            cap *= Math.Min(1, Burst + (1 - Burst) * (elapsed / (Window * 0.9)));
        }

        return (int)cap;
    }

    /// <summary>
    /// How long until the lane may use <paramref name="weight"/> more, given what is used: at the latest the next window.
    /// </summary>
    public TimeSpan WaitFor(RequestLane lane, int used, int weight, TimeSpan elapsed)
    {
        if (used + weight <= Allowed(lane, elapsed))
        {
            return Yield;
        }

        var nextWindow = Window - elapsed + EdgeGuard;
        if (lane != RequestLane.Backfill || used + weight > Allowed(lane, Window))
        {
            return nextWindow;
        }

        var cap = Limit * (1 - OrdersReserve - ResyncReserve);
        var due = Window * 0.9 * (((used + weight + 1) / cap - Burst) / (1 - Burst));
        var wait = due - elapsed;
        return wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait < nextWindow ? wait : nextWindow;
    }
}
