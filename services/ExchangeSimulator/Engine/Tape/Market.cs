using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// One symbol of one market: its book, its tape and its candles, and the orders of clients. Everything the world sees
/// comes from this one state. Single threaded: the exchange serialises all calls.
/// </summary>
internal abstract class Market
{
    private readonly long _priceBefore;

    protected Market(MarketSpec spec, int retainedTrades, IMarketFeed feed, ISettlement settlement, long firstOrderId, History? history, Func<Market, IOrderVenue> venue)
    {
        Spec = spec;
        Feed = feed;
        History = history?.Copy();
        _priceBefore = history?.LastPrice ?? 0;
        Tape = new TapeStore(retainedTrades);
        Candles = new CandleSet(history, (interval, candle) => feed.CandleClosed(this, interval, candle, NowUs));
        Book = new OrderBook(firstUpdateId: firstOrderId, [.. DiffPeriodsMs(spec.Kind).Select(period => new DepthDiff(period))]);
        Orders = new ClientOrders(venue(this), settlement, firstOrderId, (order, execution, fill) => feed.OrderChanged(this, order, execution, fill, NowUs));
    }

    public MarketSpec Spec { get; }

    public OrderBook Book { get; }

    public TapeStore Tape { get; }

    public CandleSet Candles { get; }

    /// <summary>What was before the tape; null in a replay. Readers lock it: the exchange's lock does not cover it.</summary>
    public History? History { get; }

    public ClientOrders Orders { get; }

    /// <summary>The newest moment that this market has reached: times of its events never go back.</summary>
    public long NowUs { get; private set; }

    public abstract long BestBid { get; }

    public abstract long BestBidQuantity { get; }

    public abstract long BestAsk { get; }

    public abstract long BestAskQuantity { get; }

    protected IMarketFeed Feed { get; }

    public long LastPrice => Tape.Count > 0 ? Tape.LastPrice : _priceBefore;

    /// <summary>Diff speeds offered by the venue, in ms.</summary>
    public static IReadOnlyList<int> DiffPeriodsMs(MarketKind kind) => kind == MarketKind.Spot ? [100, 1000] : [100, 250, 500];

    /// <summary>Moves the clock on; an earlier time changes nothing.</summary>
    public void MoveTo(long timeUs) => NowUs = Math.Max(NowUs, timeUs);

    protected void Record(in TapeTrade trade)
    {
        if (!Candles.Started)
        {
            Candles.Start(trade.TimeUs);
        }

        Tape.Add(trade);
        Candles.Add(trade);
        Feed.Traded(this, trade);
    }
}
