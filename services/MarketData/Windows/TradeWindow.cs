using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>
/// Windows that are cut between trades: session, tick, volume and dollar bars. Their bars lie side by side in the trade ids, each from
/// the id after the last one's end; so a trade that comes late has one place, and a closed bar is revised but never cut again.
/// </summary>
/// <remarks>
/// A tick bar of N holds the ids from a multiple of N to the next. A volume or dollar bar ends with the trade that takes it to its
/// size: that trade is in it whole, it is not split, and the next bar begins empty; both start again with the first trade of a UTC day.
/// A session ends when two neighbouring trades are its silence apart, or the clock says that it has lasted; ids that are missing in
/// between are no silence.
/// </remarks>
internal sealed class TradeWindow(WindowSpec spec)
{
    private readonly UInt128 _amount = spec.Kind == WindowKind.Dollar ? (UInt128)(ulong)spec.Size * Fixed8.One : (ulong)spec.Size;
    private BarAccumulator _sum;
    private long _from = -1;
    private long _firstTime;
    private long _lastTime;
    private bool _begun = true;

    public WindowSpec Spec => spec;

    public bool IsOpen => !_sum.IsEmpty;

    /// <summary>Trade id with which the open bar, or the next one, begins; -1 before the first trade.</summary>
    public long From => _from;

    /// <summary>The next bar begins with this id at the earliest; trades before it are passed over until it does.</summary>
    public void Begin(long fromId) => (_from, _begun) = (fromId, false);

    public void Add(in Tick tick, WindowOutput output)
    {
        if (tick.TradeId < _from)
        {
            if (_begun)
            {
                output.LateWindows.Add(new WindowKey(spec.Code, tick.TradeId));
            }

            return;
        }

        if (!_sum.IsEmpty && tick.TradeId > _sum.LastId && EndsBefore(tick))
        {
            Close(spec.Kind == WindowKind.Tick ? _from + spec.Size - 1 : tick.TradeId - 1, output);
        }

        if (_sum.IsEmpty)
        {
            _from = spec.Kind == WindowKind.Tick ? tick.TradeId - tick.TradeId % spec.Size : _from < 0 ? tick.TradeId : _from;
            output.Count(spec.Kind, 1);
        }

        Take(tick);
        if (IsFull())
        {
            Close(_sum.LastId, output);
        }
    }

    /// <summary>Ends a session whose silence has lasted until <paramref name="watermark"/> (UTC ticks).</summary>
    public void Advance(long watermark, WindowOutput output)
    {
        if (spec.Kind == WindowKind.Session && !_sum.IsEmpty && watermark - _lastTime >= spec.Size)
        {
            Close(_sum.LastId, output);
        }
    }

    /// <summary>The open bar as it stands, when there is one.</summary>
    public void Snapshot(EventBuffer<WindowBar> into)
    {
        if (!_sum.IsEmpty)
        {
            into.Add(Bar(_sum.LastId, closed: false));
        }
    }

    public void Save(BinaryWriter into)
    {
        into.Write(_from);
        into.Write(_firstTime);
        into.Write(_lastTime);
        _sum.Save(into);
    }

    public void Load(BinaryReader from)
    {
        _from = from.ReadInt64();
        _firstTime = from.ReadInt64();
        _lastTime = from.ReadInt64();
        _sum = BarAccumulator.Load(from);
    }

    private void Take(in Tick tick)
    {
        if (_sum.IsEmpty || tick.TradeId < _sum.FirstId)
        {
            _firstTime = tick.ExchangeTicks;
        }

        if (_sum.IsEmpty || tick.TradeId > _sum.LastId)
        {
            _lastTime = tick.ExchangeTicks;
        }

        _begun = true;
        _sum.Add(tick);
    }

    private bool EndsBefore(in Tick tick) => spec.Kind switch
    {
        WindowKind.Tick => tick.TradeId >= _from + spec.Size,
        WindowKind.Session => tick.TradeId == _sum.LastId + 1 && tick.ExchangeTicks - _lastTime >= spec.Size,
        _ => tick.ExchangeTicks / TimeSpan.TicksPerDay > _lastTime / TimeSpan.TicksPerDay,
    };

    private bool IsFull() => spec.Kind switch
    {
        WindowKind.Tick => _sum.LastId == _from + spec.Size - 1,
        WindowKind.Volume => _sum.VolumeUnits >= _amount,
        WindowKind.Dollar => _sum.QuoteUnits >= _amount,
        _ => false,
    };

    private void Close(long lastId, WindowOutput output)
    {
        output.ClosedWindows.Add(Bar(lastId, closed: true));
        _from = lastId + 1;
        _sum = default;
    }

    private WindowBar Bar(long lastId, bool closed) => _sum.ToWindowBar(
        spec.Code, _from, lastId, new DateTime(_firstTime, DateTimeKind.Utc), new DateTime(_lastTime, DateTimeKind.Utc), closed);
}
