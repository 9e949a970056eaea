using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Cache;

/// <summary>
/// The first cache layer: the newest trade and quote of every symbol in memory. One writer, the processing thread; readers never
/// block it. Which symbols have changed since is kept for the second layer.
/// </summary>
internal sealed class LatestPrices
{
    private readonly MarketUniverse _universe;
    private readonly Entry[] _entries;

    public LatestPrices(MarketUniverse universe)
    {
        _universe = universe;
        _entries = [.. Enumerable.Range(0, universe.Symbols.Count).Select(_ => new Entry())];
    }

    public void Update(int symbol, in Trade trade)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            // A healed hole brings old trades: they are not the latest price.
            if (trade.TradeId > entry.TradeId)
            {
                entry.TradeId = trade.TradeId;
                entry.Price = trade.Price;
                entry.Moved(trade.ExchangeTime.Ticks, trade.ReceivedTime.Ticks);
            }
        }
    }

    public void Update(in Quote quote)
    {
        var entry = _entries[quote.Symbol];
        lock (entry)
        {
            if (quote.UpdateId >= entry.UpdateId)
            {
                entry.UpdateId = quote.UpdateId;
                entry.Bid = quote.BidPrice;
                entry.Ask = quote.AskPrice;
                entry.Moved(quote.ExchangeTicks, quote.ReceivedTicks);
            }
        }
    }

    public void Update(in MarkPrice mark)
    {
        var entry = _entries[mark.Symbol];
        lock (entry)
        {
            if (mark.ExchangeTicks >= (entry.Mark?.ExchangeTicks ?? 0))
            {
                entry.Mark = mark;
                entry.Moved(mark.ExchangeTicks, mark.ReceivedTicks);
            }
        }
    }

    /// <summary>Null before anything of the symbol has come.</summary>
    public LatestPrice? Read(int symbol)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            return entry.ReceivedTicks == 0
                ? null
                : new LatestPrice(
                    _universe.Venue,
                    _universe.Symbols[symbol],
                    entry.TradeId < 0 ? null : entry.Price,
                    entry.Bid == 0 ? null : Fixed8.ToDecimal(entry.Bid),
                    entry.Ask == 0 ? null : Fixed8.ToDecimal(entry.Ask),
                    new DateTime(entry.ExchangeTicks == 0 ? entry.ReceivedTicks : entry.ExchangeTicks, DateTimeKind.Utc),
                    new DateTime(entry.ReceivedTicks, DateTimeKind.Utc),
                    "stream",
                    entry.Mark is { } mark ? Fixed8.ToDecimal(mark.Price) : null,
                    entry.Mark is { } index ? Fixed8.ToDecimal(index.IndexPrice) : null,
                    entry.Mark is { FundingRate: { } rate } ? Fixed8.ToDecimal(rate) : null,
                    entry.Mark is { FundingRate: not null } funded ? new DateTime(funded.NextFundingTicks, DateTimeKind.Utc) : null);
        }
    }

    /// <summary>The price when it has changed since the last call for this symbol.</summary>
    public LatestPrice? TakeChanged(int symbol)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            if (!entry.Changed)
            {
                return null;
            }

            entry.Changed = false;
        }

        return Read(symbol);
    }

    private sealed class Entry
    {
        public long TradeId { get; set; } = -1;

        public long UpdateId { get; set; } = -1;

        public decimal Price { get; set; }

        public MarkPrice? Mark { get; set; }

        public long Bid { get; set; }

        public long Ask { get; set; }

        public long ExchangeTicks { get; private set; }

        public long ReceivedTicks { get; private set; }

        public bool Changed { get; set; }

        public void Moved(long exchangeTicks, long receivedTicks)
        {
            ExchangeTicks = Math.Max(ExchangeTicks, exchangeTicks);
            ReceivedTicks = Math.Max(ReceivedTicks, receivedTicks);
            Changed = true;
        }
    }
}
