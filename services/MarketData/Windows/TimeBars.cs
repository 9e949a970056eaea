using System.Runtime.InteropServices;
using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>
/// Tumbling and sliding time bars of one symbol by exchange time. A trade touches one accumulator, that of its second; when the watermark
/// passes the second's end, the second is folded into every longer interval. Invariant: the sum of an open bar is its own
/// accumulator plus the open seconds inside it.
/// </summary>
internal sealed class TimeBars
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly LongBars _long;
    private readonly SlidingWindows _sliding;
    private readonly bool _emitSeconds;
    private readonly long _lateness;
    private readonly List<OpenSecond> _older = [];
    private BarAccumulator _second;
    private long _secondOpen;
    private long _watermark;

    /// <param name="allowedLatenessTicks">How far the watermark stays behind the newest exchange time.</param>
    /// <param name="windows">Those that slide are built here.</param>
    public TimeBars(IReadOnlyList<BarInterval> intervals, long allowedLatenessTicks = 0, IReadOnlyList<WindowSpec>? windows = null)
    {
        _long = new LongBars(intervals);
        _sliding = new SlidingWindows(windows ?? []);
        _emitSeconds = intervals.Contains(BarInterval.OneSecond);
        _lateness = allowedLatenessTicks;
    }

    /// <summary>UTC ticks up to which every bar is closed.</summary>
    public long Watermark => _watermark;

    /// <summary>Number of bars that hold trades and are not closed.</summary>
    public int OpenCount => _older.Count + (_second.IsEmpty ? 0 : 1) + _long.OpenCount;

    /// <summary>Number of sliding windows that have begun and not ended.</summary>
    public long OpenSlidingCount => _sliding.OpenCount;

    public void Add(in Tick tick, WindowOutput output)
    {
        var time = tick.ExchangeTicks;
        if ((ulong)(time - _secondOpen) < Second && !_second.IsEmpty)
        {
            _second.Add(tick);
            if (time - _lateness > _watermark)
            {
                _watermark = time - _lateness;
            }

            return;
        }

        AddElsewhere(tick, output);
    }

    /// <summary>Closes everything that ends at or before <paramref name="watermark"/> (UTC ticks).</summary>
    public void Advance(long watermark, WindowOutput output)
    {
        if (watermark <= _watermark)
        {
            return;
        }

        _watermark = watermark;
        Close(output);
    }

    /// <summary>
    /// Puts what is stored of an open bar in place, at start. Its trade ids are lost: should a late trade fall into it, the bar is
    /// aggregated again from the store once it has closed.
    /// </summary>
    public void Restore(BarInterval interval, DateTime openTime, in BarAccumulator sum) => _long.Restore(interval, openTime, sum);

    /// <summary>
    /// A second before the first trade that the bars take, at start, in the order of time: only sliding windows reach back to it.
    /// </summary>
    public void RestoreSliding(DateTime second, in BarAccumulator sum, WindowOutput output)
    {
        _sliding.Close(second.Ticks, output);
        _sliding.Fold(second.Ticks, sum, output);
    }

    /// <summary>The open bars as they stand.</summary>
    public void Snapshot(EventBuffer<Bar> into)
    {
        if (!_second.IsEmpty)
        {
            _older.Add(new OpenSecond(_secondOpen, _second));
        }

        var seconds = CollectionsMarshal.AsSpan(_older);
        if (_emitSeconds)
        {
            foreach (ref readonly var second in seconds)
            {
                into.Add(second.Sum.ToBar(new DateTime(second.Open, DateTimeKind.Utc), BarInterval.OneSecond, closed: false));
            }
        }

        _long.Snapshot(seconds, into);
        if (!_second.IsEmpty)
        {
            _older.RemoveAt(_older.Count - 1);
        }
    }

    public void Save(BinaryWriter into)
    {
        into.Write(_watermark);
        into.Write(_secondOpen);
        _second.Save(into);
        into.Write(_older.Count);
        foreach (var second in _older)
        {
            into.Write(second.Open);
            second.Sum.Save(into);
        }

        _long.Save(into);
        _sliding.Save(into);
    }

    /// <summary>Continues where <see cref="Save"/> stood; the intervals and windows must be the same.</summary>
    public void Load(BinaryReader from)
    {
        _watermark = from.ReadInt64();
        _secondOpen = from.ReadInt64();
        _second = BarAccumulator.Load(from);
        _older.Clear();
        for (var count = from.ReadInt32(); count > 0; count--)
        {
            _older.Add(new OpenSecond(from.ReadInt64(), BarAccumulator.Load(from)));
        }

        _long.Load(from);
        _sliding.Load(from);
    }

    private void AddElsewhere(in Tick tick, WindowOutput output)
    {
        var time = tick.ExchangeTicks;
        var second = time - time % Second;
        if (_older.Count > 0)
        {
            // Within its second the watermark passes older ones without closing them.
            Close(output);
        }

        if (second + Second <= _watermark)
        {
            AddLate(tick, second, output);
        }
        else if (!_second.IsEmpty && second < _secondOpen)
        {
            AddOlder(tick, second, output);
        }
        else
        {
            if (!_second.IsEmpty)
            {
                _older.Add(new OpenSecond(_secondOpen, _second));
                _second = default;
            }

            _secondOpen = second;
            output.WindowsCreated++;
            Advance(time - _lateness, output);
            _second.Add(tick);
        }
    }

    /// <summary>A second that is still open although a later one has begun: needs an allowed lateness.</summary>
    private void AddOlder(in Tick tick, long second, WindowOutput output)
    {
        var index = _older.FindIndex(open => open.Open >= second);
        if (index < 0 || _older[index].Open != second)
        {
            index = index < 0 ? _older.Count : index;
            _older.Insert(index, new OpenSecond(second, default));
            output.WindowsCreated++;
        }

        var sum = _older[index].Sum;
        sum.Add(tick);
        _older[index] = new OpenSecond(second, sum);
    }

    private void AddLate(in Tick tick, long second, WindowOutput output)
    {
        if (_emitSeconds)
        {
            output.Late.Add(new BarKey(BarInterval.OneSecond, new DateTime(second, DateTimeKind.Utc)));
        }

        _long.AddLate(tick, second, _watermark, output);
        _sliding.AddLate(tick, second, _watermark, output);
    }

    private void Close(WindowOutput output)
    {
        CloseSeconds(output);
        CloseLonger(_watermark, output);
    }

    private void CloseLonger(long upTo, WindowOutput output)
    {
        _long.Close(upTo, output);
        _sliding.Close(upTo, output);
    }

    private void CloseSeconds(WindowOutput output)
    {
        var closed = 0;
        while (closed < _older.Count && _older[closed].Open + Second <= _watermark)
        {
            CloseSecond(_older[closed].Open, _older[closed].Sum, output);
            closed++;
        }

        _older.RemoveRange(0, closed);
        if (!_second.IsEmpty && _secondOpen + Second <= _watermark)
        {
            CloseSecond(_secondOpen, _second, output);
            _second = default;
        }
    }

    private void CloseSecond(long open, in BarAccumulator sum, WindowOutput output)
    {
        CloseLonger(open, output);
        if (_emitSeconds)
        {
            output.Closed.Add(sum.ToBar(new DateTime(open, DateTimeKind.Utc), BarInterval.OneSecond, closed: true));
        }

        _long.Fold(open, sum, output);
        _sliding.Fold(open, sum, output);
    }
}
