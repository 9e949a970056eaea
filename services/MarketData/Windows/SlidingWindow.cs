using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>
/// Windows of one length that begin at every step: closed seconds are folded into panes of one step, a window is the sum of its panes.
/// A second touches one pane, however many windows it belongs to.
/// </summary>
internal sealed class SlidingWindow(WindowSpec spec)
{
    private readonly BarAccumulator[] _panes = new BarAccumulator[spec.Size / spec.Step];

    // Ends are counted in steps since year 1. Invariant while active: the ring holds the panes from _nextEnd - length on.
    private long _nextEnd;
    private long _lastEnd = -1;

    public WindowSpec Spec => spec;

    /// <summary>Windows that have begun and not ended.</summary>
    public long OpenCount => IsActive ? _lastEnd - _nextEnd + 1 : 0;

    private bool IsActive => _lastEnd >= _nextEnd;

    public void Fold(long second, in BarAccumulator sum, WindowOutput output) => Pane(second, second, output).Merge(sum);

    /// <summary>A trade whose second is closed: panes of windows that are open take it, the closed windows have to be revised.</summary>
    public void AddLate(in Tick tick, long second, long watermark, WindowOutput output)
    {
        var first = second / spec.Step + 1;
        var last = second / spec.Step + _panes.Length;
        for (var end = first; end <= last && end * spec.Step <= watermark; end++)
        {
            output.LateWindows.Add(new WindowKey(spec.Code, Position(end)));
        }

        if (last * spec.Step > watermark && (!IsActive || last >= _nextEnd))
        {
            Pane(second, Math.Max(second, watermark), output).Add(tick);
        }
    }

    /// <summary>Closes the windows that end at or before <paramref name="upTo"/> (UTC ticks).</summary>
    public void Close(long upTo, WindowOutput output)
    {
        while (IsActive && _nextEnd * spec.Step <= upTo)
        {
            var sum = default(BarAccumulator);
            for (var pane = _nextEnd - _panes.Length; pane < _nextEnd; pane++)
            {
                sum.Merge(_panes[pane % _panes.Length]);
            }

            output.ClosedWindows.Add(Bar(spec, Position(_nextEnd), sum, closed: true));
            _panes[_nextEnd % _panes.Length] = default;
            _nextEnd++;
        }
    }

    public void Save(BinaryWriter into)
    {
        into.Write(_nextEnd);
        into.Write(_lastEnd);
        foreach (ref readonly var pane in _panes.AsSpan())
        {
            pane.Save(into);
        }
    }

    public void Load(BinaryReader from)
    {
        _nextEnd = from.ReadInt64();
        _lastEnd = from.ReadInt64();
        for (var i = 0; i < _panes.Length; i++)
        {
            _panes[i] = BarAccumulator.Load(from);
        }
    }

    /// <summary>The bar of a sliding window.</summary>
    /// <param name="position">Microseconds since the Unix epoch.</param>
    public static Contracts.WindowBar Bar(WindowSpec spec, long position, in BarAccumulator sum, bool closed)
    {
        var open = OpenOf(position);
        return sum.ToWindowBar(spec.Code, position, lastId: 0, open, open.AddTicks(spec.Size), closed);
    }

    /// <summary>UTC.</summary>
    public static DateTime OpenOf(long position) => DateTime.UnixEpoch.AddTicks(position * TimeSpan.TicksPerMicrosecond);

    private long Position(long end) => ((end - _panes.Length) * spec.Step - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <param name="now">Windows that end at or before this are closed.</param>
    private ref BarAccumulator Pane(long second, long now, WindowOutput output)
    {
        var pane = second / spec.Step;
        if (!IsActive)
        {
            Array.Clear(_panes);
            _nextEnd = Math.Max(pane, now / spec.Step) + 1;
            _lastEnd = _nextEnd - 1;
        }

        if (pane + _panes.Length > _lastEnd)
        {
            output.Count(WindowKind.Sliding, pane + _panes.Length - _lastEnd);
            _lastEnd = pane + _panes.Length;
        }

        return ref _panes[pane % _panes.Length];
    }
}
