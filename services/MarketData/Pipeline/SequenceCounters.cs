namespace Trading.MarketData.Pipeline;

/// <summary>What deduplication and normalisation have seen of one symbol. Written by one thread, read by any.</summary>
internal sealed class SequenceCounters
{
    private long _checked;
    private long _duplicates;
    private long _gaps;
    private long _outOfOrder;
    private long _late;
    private long _implausible;

    public long Checked => Volatile.Read(ref _checked);

    public long Duplicates => Volatile.Read(ref _duplicates);

    public long Gaps => Volatile.Read(ref _gaps);

    public long OutOfOrder => Volatile.Read(ref _outOfOrder);

    public long Late => Volatile.Read(ref _late);

    /// <summary>Trades whose id the stream never came near: a corrupt frame.</summary>
    public long Implausible => Volatile.Read(ref _implausible);

    internal void CountChecked() => _checked++;

    internal void CountDuplicate() => _duplicates++;

    internal void CountGap() => _gaps++;

    internal void CountOutOfOrder() => _outOfOrder++;

    internal void CountLate() => _late++;

    internal void CountImplausible() => _implausible++;
}
