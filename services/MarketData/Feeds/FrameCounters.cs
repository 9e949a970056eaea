namespace Trading.MarketData.Feeds;

/// <summary>Frames by what became of them. Written by the connections' loops, read by anyone.</summary>
internal sealed class FrameCounters
{
    private long _frames;
    private long _rejected;
    private long _ignored;
    private long _ticks;
    private long _newest;

    public long Frames => Interlocked.Read(ref _frames);

    public long Rejected => Interlocked.Read(ref _rejected);

    public long Ignored => Interlocked.Read(ref _ignored);

    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>UTC ticks when the newest frame came; 0 before the first.</summary>
    public long NewestTicks => Interlocked.Read(ref _newest);

    /// <summary>Counts of one socket read, added at once.</summary>
    /// <param name="receivedTicks">UTC ticks of the read.</param>
    public void Add(int frames, int rejected, int ignored, int ticks, long receivedTicks)
    {
        if (frames > 0)
        {
            Volatile.Write(ref _newest, receivedTicks);
        }

        Interlocked.Add(ref _frames, frames);
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Add(ref _ignored, ignored);
        Interlocked.Add(ref _ticks, ticks);
    }
}
