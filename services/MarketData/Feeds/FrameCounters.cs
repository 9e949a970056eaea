namespace Trading.MarketData.Feeds;

/// <summary>Frames by what became of them. Written by the connections' loops, read by anyone.</summary>
public sealed class FrameCounters
{
    private long _frames;
    private long _rejected;
    private long _ignored;
    private long _ticks;

    public long Frames => Interlocked.Read(ref _frames);

    public long Rejected => Interlocked.Read(ref _rejected);

    public long Ignored => Interlocked.Read(ref _ignored);

    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>Counts of one socket read, added at once.</summary>
    public void Add(int frames, int rejected, int ignored, int ticks)
    {
        Interlocked.Add(ref _frames, frames);
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Add(ref _ignored, ignored);
        Interlocked.Add(ref _ticks, ticks);
    }
}
