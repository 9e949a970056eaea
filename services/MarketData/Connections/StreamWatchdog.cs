using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Connections;

/// <summary>
/// Watches every stream by itself: one may die while its connection lives. Fed and asked by the processing thread alone, in the
/// order in which frames were read, so that a backlog is no silence; its findings are read by anyone.
/// </summary>
internal sealed class StreamWatchdog
{
    private readonly FeedPlan _plan;
    private readonly FeedRegistry _board;
    private readonly RepairQueue _repairs;
    private readonly StreamWatch?[,] _watches;
    private readonly StreamKind _trades;
    private long _nextCheck;

    public StreamWatchdog(MarketUniverse universe, FeedPlan plan, FeedRegistry board, RepairQueue repairs, MarketDataOptions options)
    {
        (_plan, _board, _repairs) = (plan, board, repairs);
        _trades = plan.TradesAreAggregates ? StreamKind.AggregateTrade : StreamKind.Trade;
        _watches = new StreamWatch?[universe.Symbols.Count, Enum.GetValues<StreamKind>().Length];
        foreach (var stream in plan.Connections.SelectMany(connection => connection.Streams))
        {
            _watches[stream.Symbol, (int)stream.Kind] = new StreamWatch(
                stream.Kind, options.StreamSilenceSeconds * TimeSpan.TicksPerSecond);
        }
    }

    /// <summary>Names of the symbol's streams that are silent, such as <c>btcusdt@depth@100ms</c>.</summary>
    public IEnumerable<string> SilentStreams(int symbol) =>
        from connection in _plan.Connections
        from stream in connection.Streams
        where stream.Symbol == symbol && _watches[symbol, (int)stream.Kind]!.IsSilent
        select stream.Name;

    public bool IsSilent(int symbol)
    {
        for (var kind = 0; kind < _watches.GetLength(1); kind++)
        {
            if (_watches[symbol, kind] is { IsSilent: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All streams of the connection begin now.</summary>
    public void Begin(PlannedConnection connection, long at)
    {
        foreach (var stream in connection.Streams)
        {
            _watches[stream.Symbol, (int)stream.Kind]!.Begin(at);
        }
    }

    public void Seen(FrameBatch frames)
    {
        var (at, last) = (frames.ReceivedTicks, -1);
        foreach (ref readonly var tick in frames.Ticks.Items)
        {
            if (tick.Symbol != last)
            {
                Seen(last = tick.Symbol, _trades, at);
            }
        }

        foreach (ref readonly var quote in frames.Quotes.Items)
        {
            Seen(quote.Symbol, StreamKind.BookTicker, at);
        }

        foreach (ref readonly var diff in frames.Depths.Items)
        {
            Seen(diff.Symbol, StreamKind.Depth, at);
        }

        foreach (ref readonly var bar in frames.Bars.Items)
        {
            Seen(bar.Symbol, StreamKind.Kline, at);
        }

        foreach (ref readonly var mark in frames.Marks.Items)
        {
            Seen(mark.Symbol, StreamKind.MarkPrice, at);
        }
    }

    /// <summary>The venue has trades of the symbol that its stream has not brought.</summary>
    public void MissedTrades(int symbol) => _watches[symbol, (int)_trades]?.Missed();

    /// <summary>Looks at all streams once a second. Symbols without live data, a recording for one, are not judged.</summary>
    /// <param name="at">UTC ticks when the pulse was sent behind the frames that were read before it.</param>
    public void Check(long at)
    {
        if (at < _nextCheck)
        {
            return;
        }

        _nextCheck = at + TimeSpan.TicksPerSecond;
        foreach (var connection in _plan.Connections)
        {
            foreach (var stream in connection.Streams)
            {
                if (_board.IsConnected(stream.Symbol) && _board[stream.Symbol].IsLive
                    && _watches[stream.Symbol, (int)stream.Kind]!.Check(at) is var repair and not StreamRepair.None)
                {
                    _repairs.Offer(connection.Index, stream, repair);
                }
            }
        }
    }

    private void Seen(int symbol, StreamKind kind, long at) => _watches[symbol, (int)kind]?.Seen(at);
}
