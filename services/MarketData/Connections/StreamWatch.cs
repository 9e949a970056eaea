using Trading.Exchanges.Venues;

namespace Trading.MarketData.Connections;

/// <summary>
/// Tells a dead stream from a quiet one. Quotes, depth, bars and mark prices are judged by time: silent for longer than the floor
/// and five times the longest pause of the last half to whole hour. Trades may pause for hours: they are judged by proof, when the
/// venue's own record has twice run ahead of the stream. Pure: times come in with the calls, in UTC ticks.
/// </summary>
/// <param name="floorTicks">A pause up to this is never silence.</param>
internal sealed class StreamWatch(StreamKind kind, long floorTicks)
{
    private const int Factor = 5;
    private const int ProofsNeeded = 2;
    private const int MaxDoublings = 7;
    private const long WindowTicks = 30 * TimeSpan.TicksPerMinute;

    private readonly bool _byProof = kind is StreamKind.Trade or StreamKind.AggregateTrade;
    private long _since;
    private bool _hasSeen;
    private long _longest;
    private long _longestBefore;
    private long _windowEnd;
    private int _proofs;
    private int _repairs;
    private volatile bool _isSilent;

    /// <summary>From when silence was noticed until the stream speaks again.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>The stream begins now: silence is counted from here.</summary>
    public void Begin(long at)
    {
        (_since, _hasSeen, _proofs, _repairs, _isSilent) = (at, false, 0, 0, false);
    }

    /// <summary>A frame of the stream, read at this time.</summary>
    public void Seen(long at)
    {
        if (_hasSeen && at > _since)
        {
            Roll(at);
            _longest = Math.Max(_longest, at - _since);
        }

        _since = Math.Max(_since, at);
        _hasSeen = true;
        if (_isSilent || _proofs > 0 || _repairs > 0)
        {
            (_isSilent, _proofs, _repairs) = (false, 0, 0);
        }
    }

    /// <summary>The venue has something that the stream should have brought.</summary>
    public void Missed() => _proofs++;

    /// <summary>What is to be done about the stream now. After a repair it gets its time again, and ever more of it.</summary>
    public StreamRepair Check(long at)
    {
        var isDue = _byProof ? _proofs >= ProofsNeeded : _since != 0 && at - _since > Allowed();
        if (!isDue)
        {
            return StreamRepair.None;
        }

        _isSilent = true;
        (_since, _hasSeen, _proofs) = (at, false, 0);
        return _repairs++ % 2 == 0 ? StreamRepair.Resubscribe : StreamRepair.Replace;
    }

    private long Allowed() =>
        Math.Max(floorTicks, Factor * Math.Max(_longest, _longestBefore)) << Math.Min(Math.Max(0, _repairs - 1), MaxDoublings);

    private void Roll(long at)
    {
        if (at >= _windowEnd)
        {
            _longestBefore = at < _windowEnd + WindowTicks ? _longest : 0;
            _longest = 0;
            _windowEnd = at + WindowTicks;
        }
    }
}
