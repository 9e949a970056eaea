using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Venue;

/// <summary>Reads public trades by id or time, out of the history before the live tape and out of the tape, as if it were one.</summary>
internal static class TradeQuery
{
    /// <summary>The newest trades up to <paramref name="toUs"/>, oldest first.</summary>
    public static List<TapeTrade> Newest(Exchange exchange, Market market, int limit, long toUs = long.MaxValue - 1)
    {
        var live = exchange.Run(() =>
        {
            var end = market.Tape.FirstWith(TapeKey.Time, toUs + 1);
            return Slice(market.Tape, end - limit, Math.Min(limit, end));
        });
        if (live.Count == limit || market.History is not { } history)
        {
            return live;
        }

        var endId = history.IdAt(toUs + 1);
        return [.. FromHistory(history, endId - (limit - live.Count), endId, limit), .. live];
    }

    /// <summary>Trades from an id on; ids between two tapes do not exist, so the next one that does comes first.</summary>
    public static List<TapeTrade> FromId(Exchange exchange, Market market, long fromId, int limit)
    {
        var old = market.History is { } history ? FromHistory(history, fromId, history.EndId, limit) : [];
        if (old.Count == limit)
        {
            return old;
        }

        var live = exchange.Run(() => Slice(market.Tape, market.Tape.FirstWith(TapeKey.Id, fromId), limit - old.Count));
        return [.. old, .. live];
    }

    /// <summary>Trades of [<paramref name="fromUs"/>, <paramref name="toUs"/>], oldest first.</summary>
    public static List<TapeTrade> Between(Exchange exchange, Market market, long fromUs, long toUs, int limit)
    {
        var found = market.History is { } history ? FromHistory(history, history.IdAt(fromUs), history.IdAt(toUs + 1), limit) : [];
        if (found.Count < limit)
        {
            found.AddRange(exchange.Run(() => Slice(market.Tape, market.Tape.FirstWith(TapeKey.Time, fromUs), limit - found.Count))
                .TakeWhile(trade => trade.TimeUs <= toUs));
        }

        return found;
    }

    /// <summary>Aggregates from an aggregate id on.</summary>
    public static List<TapeAggregate> AggregatesFromId(Exchange exchange, Market market, long fromId, int limit)
    {
        var old = market.History is { } history ? FromHistory(history, fromId, history.EndId, limit) : [];
        var aggregates = Aggregate(old, limit);
        if (aggregates.Count < limit)
        {
            aggregates.AddRange(exchange.Run(() => Live(market.Tape, market.Tape.FirstWith(TapeKey.AggregateId, fromId), long.MaxValue, limit - aggregates.Count)));
        }

        return aggregates;
    }

    /// <summary>Aggregates of a time range, oldest first; without a start the newest ones.</summary>
    public static List<TapeAggregate> Aggregates(Exchange exchange, Market market, long? fromUs, long? toUs, int limit)
    {
        var end = toUs ?? long.MaxValue - 1;
        if (fromUs is not { } from)
        {
            var all = Aggregate(Newest(exchange, market, limit * 2, end), int.MaxValue);
            return all.Count > limit ? all[^limit..] : all;
        }

        var old = market.History is { } history && from < history.EndUs ? Between(exchange, market, from, Math.Min(end, history.EndUs - 1), limit) : [];
        var aggregates = Aggregate(old, limit);
        if (aggregates.Count < limit)
        {
            aggregates.AddRange(exchange.Run(() => Live(market.Tape, market.Tape.FirstWith(TapeKey.Time, from), end, limit - aggregates.Count)));
        }

        return aggregates;
    }

    private static List<TapeAggregate> Live(TapeStore tape, int index, long toUs, int limit)
    {
        List<TapeAggregate> found = [];
        for (var i = index; i < tape.Retained && tape[i].TimeUs <= toUs; i++)
        {
            if (!Fold(found, tape[i], limit))
            {
                break;
            }
        }

        return found;
    }

    private static List<TapeAggregate> Aggregate(List<TapeTrade> trades, int limit)
    {
        List<TapeAggregate> found = [];
        foreach (var trade in trades)
        {
            if (!Fold(found, trade, limit))
            {
                break;
            }
        }

        return found;
    }

    private static bool Fold(List<TapeAggregate> found, in TapeTrade trade, int limit)
    {
        if (found.Count > 0 && found[^1].Id == trade.AggregateId)
        {
            found[^1] = found[^1] with { Quantity = found[^1].Quantity + trade.Quantity, LastId = trade.Id };
            return true;
        }

        if (found.Count == limit)
        {
            return false;
        }

        found.Add(new TapeAggregate(trade.AggregateId, trade.Price, trade.Quantity, trade.Id, trade.Id, trade.TimeUs, trade.BuyerIsMaker));
        return true;
    }

    private static List<TapeTrade> FromHistory(History history, long fromId, long endId, int limit)
    {
        lock (history)
        {
            List<TapeTrade> trades = [];
            for (var id = Math.Max(fromId, history.FirstId); id < endId && trades.Count < limit; id++)
            {
                trades.Add(history.Trade(id));
            }

            return trades;
        }
    }

    private static List<TapeTrade> Slice(TapeStore tape, int index, int limit)
    {
        List<TapeTrade> trades = [];
        for (var i = Math.Max(0, index); i < tape.Retained && trades.Count < limit; i++)
        {
            trades.Add(tape[i]);
        }

        return trades;
    }
}
