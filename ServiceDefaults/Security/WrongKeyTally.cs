namespace Trading.ServiceDefaults.Security;

/// <summary>Wrong keys of one origin: some are free, each further one doubles the time until the next is answered.</summary>
internal sealed class WrongKeyTally(TimeProvider time, int free)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private long _last = time.GetTimestamp();
    private TimeSpan _pause;
    private int _count;

    public TimeSpan Wait
    {
        get
        {
            var left = _pause - time.GetElapsedTime(_last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public bool IsForgotten => time.GetElapsedTime(_last) > Memory;

    public void Add()
    {
        _count = IsForgotten ? 1 : _count + 1;
        _last = time.GetTimestamp();
        var doublings = _count - free - 1;
        _pause = doublings < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, doublings), Longest.TotalSeconds));
    }
}
