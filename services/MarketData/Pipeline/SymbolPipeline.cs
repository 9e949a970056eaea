using Trading.Exchanges.Ticks;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Pipeline;

/// <summary>
/// One symbol's way from a parsed trade to bars: deduplicated by id, put back in order, holes seen, aggregated. Pure: time comes in
/// with the calls, everything that has to happen leaves in <see cref="Output"/>.
/// </summary>
/// <remarks>
/// Trade ids rise by one. The expected id passes at once. A smaller one fills a known hole or is a duplicate. A larger one waits a
/// little for those before it (two sockets overlap while one is replaced); then the ids between are a hole. A waiting trade that
/// the stream caught up with from below without ever reaching it had a corrupt id and is dropped.
/// </remarks>
internal sealed class SymbolPipeline
{
    /// <summary>A larger jump is believed only when a second trade confirms it: it is a long outage, or a corrupt id.</summary>
    private const long MaxLoneJump = 100_000;

    private readonly PipelineSettings _settings;
    private readonly HoleSet _holes;
    private readonly List<WaitingTrade> _waiting = [];
    private long _next = -1;
    private long _lastTime;

    public SymbolPipeline(PipelineSettings settings)
    {
        _settings = settings;
        _holes = new HoleSet(settings.MaxHoles);
        Bars = new TimeBars(settings.Intervals, settings.AllowedLatenessTicks, settings.Windows);
        Windows = new TradeWindows(settings.Windows ?? []);
    }

    public SymbolOutput Output { get; } = new();

    public SequenceCounters Counters { get; } = new();

    public TimeBars Bars { get; }

    public TradeWindows Windows { get; }

    /// <summary>The id that continues the sequence; -1 before the first trade.</summary>
    public long NextId => _next;

    /// <summary>The ids below <see cref="NextId"/> that are missing.</summary>
    public HoleSet Holes => _holes;

    /// <summary>UTC ticks of the newest exchange time accepted; 0 before the first.</summary>
    public long LastExchangeTicks => _lastTime;

    /// <summary>Continues a stored sequence: the next id is <paramref name="nextId"/>.</summary>
    public void Resume(long nextId, long lastExchangeTicks) => (_next, _lastTime) = (nextId, lastExchangeTicks);

    /// <summary>A hole of the last run, and what of it is still missing; when nothing is, it has been filled.</summary>
    public void Resume(Hole hole, IReadOnlyCollection<(long First, long Last)> missing)
    {
        if (!_holes.Restore(hole, missing))
        {
            Output.Filled.Add(hole);
        }
    }

    public void Process(in Tick tick, long nowTicks)
    {
        Counters.CountChecked();
        if (tick.TradeId == _next)
        {
            Accept(tick);
            _next++;
            if (_waiting.Count > 0)
            {
                Release(nowTicks);
            }

            return;
        }

        ProcessOther(tick, nowTicks);
    }

    /// <summary>A trade that is stored already, at start: only the windows between trades take it.</summary>
    public void ReplayWindows(in Tick tick) => Windows.Add(tick, _holes, Output.Windows);

    /// <summary>The first trade that <see cref="ReplayWindows"/> needs to go on from here.</summary>
    public long WindowsFrom => Windows.HeldFrom(_holes) ?? _next;

    /// <summary>Time passes: ends waits that lasted too long.</summary>
    public void Tick(long nowTicks) => Release(nowTicks);

    /// <summary>
    /// The venue says that trades up to <paramref name="latestId"/> exist while the stream is silent: what is missing is a hole, and if
    /// nothing is, the silence until <paramref name="askedTicks"/> is real. True when something is missing.
    /// </summary>
    public bool Reach(long latestId, long venueTicks, long askedTicks)
    {
        var isKnown = _waiting.Count == 0 && _next >= 0;
        if (isKnown && latestId >= _next)
        {
            Open(latestId, Math.Max(venueTicks, _lastTime));
            _next = latestId + 1;
            return true;
        }

        if (isKnown && _holes.Count == 0)
        {
            Windows.EndSessions(askedTicks, Output.Windows);
        }

        return false;
    }

    /// <summary>The venue cannot give what is missing of a hole.</summary>
    public bool GiveUp(Guid hole)
    {
        var known = _holes.Remove(hole);
        Windows.Release(_holes, Output.Windows);
        return known;
    }

    private void ProcessOther(in Tick tick, long nowTicks)
    {
        if (_next < 0)
        {
            _next = tick.TradeId + 1;
            Accept(tick);
            return;
        }

        if (tick.TradeId < _next)
        {
            Fill(tick);
            return;
        }

        Counters.CountOutOfOrder();
        Wait(tick, nowTicks);
        Release(nowTicks);
    }

    private void Fill(in Tick tick)
    {
        var hole = _holes.TryFill(tick.TradeId);
        if (hole is null)
        {
            Counters.CountDuplicate();
            return;
        }

        Accept(tick);
        if (hole.Missing == 0)
        {
            Output.Filled.Add(hole);
        }
    }

    private void Wait(in Tick tick, long nowTicks)
    {
        var at = _waiting.Count;
        while (at > 0 && _waiting[at - 1].Tick.TradeId > tick.TradeId)
        {
            at--;
        }

        if (at > 0 && _waiting[at - 1].Tick.TradeId == tick.TradeId)
        {
            Counters.CountDuplicate();
            return;
        }

        _waiting.Insert(at, new WaitingTrade(tick, nowTicks + _settings.ReorderTicks, _next));
    }

    private void Release(long nowTicks)
    {
        while (_waiting.Count > 0)
        {
            var (first, until, nextAtArrival) = _waiting[0];
            if (first.TradeId > _next)
            {
                if (nowTicks < until && _waiting.Count <= _settings.ReorderTrades)
                {
                    return;
                }

                if (_waiting.Count == 1 && _next != nextAtArrival)
                {
                    Counters.CountImplausible();
                    _waiting.Clear();
                    return;
                }

                if (_waiting.Count == 1 && first.TradeId - _next > MaxLoneJump)
                {
                    return;
                }

                Open(first.TradeId - 1, first.ExchangeTicks);
                _next = first.TradeId;
            }

            var released = 0;
            while (released < _waiting.Count && _waiting[released].Tick.TradeId == _next)
            {
                Accept(_waiting[released].Tick);
                _next++;
                released++;
            }

            // Trades that the stream itself has delivered in the meantime.
            while (released < _waiting.Count && _waiting[released].Tick.TradeId < _next)
            {
                Counters.CountDuplicate();
                released++;
            }

            _waiting.RemoveRange(0, released);
        }
    }

    private void Open(long lastId, long toTicks)
    {
        Counters.CountGap();
        var hole = Hole.Found(_next, lastId, _lastTime, toTicks);
        _holes.Add(hole);
        Output.Opened.Add(hole);
    }

    private void Accept(in Tick tick)
    {
        if (tick.IsVoid)
        {
            return;
        }

        if (tick.ExchangeTicks < Bars.Watermark)
        {
            Counters.CountLate();
        }

        _lastTime = Math.Max(_lastTime, tick.ExchangeTicks);
        Output.Trades.Add(tick);
        Bars.Add(tick, Output.Windows);
        Windows.Add(tick, _holes, Output.Windows);
    }
}
