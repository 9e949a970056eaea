using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>The open bars of every interval longer than a second: closed seconds are folded into them.</summary>
internal sealed class LongBars(IReadOnlyList<BarInterval> intervals)
{
    private readonly BarInterval[] _intervals = [.. intervals.Where(interval => interval != BarInterval.OneSecond).Order()];
    private readonly Slot[] _slots = new Slot[intervals.Count(interval => interval != BarInterval.OneSecond)];

    private enum Restored : byte
    {
        No = 0,
        Clean,
        Touched,
    }

    public int OpenCount => _slots.Count(slot => !slot.Sum.IsEmpty);

    public void Restore(BarInterval interval, DateTime openTime, in BarAccumulator sum)
    {
        var index = Array.IndexOf(_intervals, interval);
        if (index >= 0)
        {
            _slots[index] =
                new Slot { Sum = sum, Open = openTime.Ticks, End = interval.CloseOf(openTime).Ticks, Restored = Restored.Clean };
        }
    }

    /// <summary>Folds a closed second, after closing the bars that end before it.</summary>
    public void Fold(long second, in BarAccumulator sum, WindowOutput output)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            Begin(i, second, output);
            _slots[i].Sum.Merge(sum);
        }
    }

    /// <summary>A trade whose second is closed: bars that are still open take it, closed ones have to be revised.</summary>
    public void AddLate(in Tick tick, long second, long watermark, WindowOutput output)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            var (open, end) = Bounds(i, second);
            if (end <= watermark)
            {
                output.Late.Add(new BarKey(_intervals[i], new DateTime(open, DateTimeKind.Utc)));
                continue;
            }

            Begin(i, second, output);
            ref var slot = ref _slots[i];
            slot.Sum.Add(tick);
            slot.Restored = slot.Restored == Restored.No ? Restored.No : Restored.Touched;
        }
    }

    /// <summary>Closes the bars that end at or before <paramref name="upTo"/> (UTC ticks), shorter ones first.</summary>
    public void Close(long upTo, WindowOutput output)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            ref var slot = ref _slots[i];
            if (slot.Sum.IsEmpty || slot.End > upTo)
            {
                continue;
            }

            var openTime = new DateTime(slot.Open, DateTimeKind.Utc);
            output.Closed.Add(slot.Sum.ToBar(openTime, _intervals[i], closed: true));
            if (slot.Restored == Restored.Touched)
            {
                output.Late.Add(new BarKey(_intervals[i], openTime));
            }

            slot = default;
        }
    }

    /// <summary>The open bars, each with the seconds inside it that are not folded yet.</summary>
    public void Snapshot(ReadOnlySpan<OpenSecond> seconds, EventBuffer<Bar> into)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            var slot = _slots[i];
            if (slot.Sum.IsEmpty)
            {
                if (seconds.IsEmpty)
                {
                    continue;
                }

                (slot.Open, slot.End) = Bounds(i, seconds[0].Open);
            }

            foreach (ref readonly var second in seconds)
            {
                if (second.Open >= slot.Open && second.Open < slot.End)
                {
                    slot.Sum.Merge(second.Sum);
                }
            }

            into.Add(slot.Sum.ToBar(new DateTime(slot.Open, DateTimeKind.Utc), _intervals[i], closed: false));
        }
    }

    public void Save(BinaryWriter into)
    {
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            into.Write(slot.Open);
            into.Write(slot.End);
            into.Write((byte)slot.Restored);
            slot.Sum.Save(into);
        }
    }

    public void Load(BinaryReader from)
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            slot =
                new Slot
                {
                    Open = from.ReadInt64(),
                    End = from.ReadInt64(),
                    Restored = (Restored)from.ReadByte(),
                    Sum = BarAccumulator.Load(from),
                };
        }
    }

    private void Begin(int index, long second, WindowOutput output)
    {
        ref var slot = ref _slots[index];
        if (slot.Sum.IsEmpty)
        {
            (slot.Open, slot.End) = Bounds(index, second);
            output.WindowsCreated++;
        }
    }

    private (long Open, long End) Bounds(int index, long time)
    {
        var open = _intervals[index].OpenOf(new DateTime(time, DateTimeKind.Utc));
        return (open.Ticks, _intervals[index].CloseOf(open).Ticks);
    }

    private struct Slot
    {
        public BarAccumulator Sum;
        public long Open;
        public long End;
        public Restored Restored;
    }
}
