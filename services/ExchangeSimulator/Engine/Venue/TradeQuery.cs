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
            return market.Tape.From(Math.Max(0, end - limit)).Take(Math.Min(limit, end)).ToList();
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
        var found = market.History is { } history ? FromHistory(history, fromId, history.EndId, limit) : [];
        found.AddRange(FromTape(exchange, market, TapeKey.Id, fromId, tape => tape.Take(limit - found.Count)));
        return found;
    }

    /// <summary>Trades of [<paramref name="fromUs"/>, <paramref name="toUs"/>], oldest first.</summary>
    public static List<TapeTrade> Between(Exchange exchange, Market market, long fromUs, long toUs, int limit)
    {
        var found = market.History is { } history ? FromHistory(history, history.IdAt(fromUs), history.IdAt(toUs + 1), limit) : [];
        found.AddRange(FromTape(
            exchange, market, TapeKey.Time, fromUs, tape => tape.Take(limit - found.Count).TakeWhile(trade => trade.TimeUs <= toUs)));
        return found;
    }

    /// <summary>Aggregates from an aggregate id on.</summary>
    public static List<TapeAggregate> AggregatesFromId(Exchange exchange, Market market, long fromId, int limit)
    {
        var found = Aggregate(market.History is { } history ? FromHistory(history, fromId, history.EndId, limit) : [], limit);
        found.AddRange(FromTape(exchange, market, TapeKey.AggregateId, fromId, tape => Aggregate(tape, limit - found.Count)));
        return found;
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

        var old = market.History is { } history && from < history.EndUs
            ? Between(exchange, market, from, Math.Min(end, history.EndUs - 1), limit)
            : [];
        var found = Aggregate(old, limit);
        found.AddRange(FromTape(
            exchange, market, TapeKey.Time, from, tape => Aggregate(tape.TakeWhile(trade => trade.TimeUs <= end), limit - found.Count)));
        return found;
    }

    private static List<T> FromTape<T>(
        Exchange exchange, Market market, TapeKey key, long from, Func<IEnumerable<TapeTrade>, IEnumerable<T>> read) =>
        exchange.Run(() => read(market.Tape.From(market.Tape.FirstWith(key, from))).ToList());

    /// <summary>The first aggregates of these trades, each whole.</summary>
    private static List<TapeAggregate> Aggregate(IEnumerable<TapeTrade> trades, int limit)
    {
        List<TapeAggregate> found = [];
        foreach (var trade in trades)
        {
            if (found.Count > 0 && found[^1].Id == trade.AggregateId)
            {
                found[^1] = found[^1] with { Quantity = found[^1].Quantity + trade.Quantity, LastId = trade.Id };
                continue;
            }

            if (found.Count >= limit)
            {
                break;
            }

            found.Add(new TapeAggregate(
                trade.AggregateId, trade.Price, trade.Quantity, trade.Id, trade.Id, trade.TimeUs, trade.BuyerIsMaker));
        }

        return found;
    }

    private static List<TapeTrade> FromHistory(History history, long fromId, long endId, int limit)
    {
        lock (history)
        {
            var first = Math.Max(fromId, history.FirstId);
            var count = (int)Math.Clamp(endId - first, 0, limit);
            return [.. Enumerable.Range(0, count).Select(i => history.Trade(first + i))];
        }
    }
}
