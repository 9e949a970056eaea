using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
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

    /// <param name="report">Gets every change of a client's order.</param>
    protected Market(
        MarketSpec spec, int retainedTrades, Action<OrderReport> report, ISettlement settlement, long firstOrderId, History? history,
        Func<Market, IOrderVenue> venue)
    {
        Spec = spec;
        History = history?.Copy();
        _priceBefore = history?.LastPrice ?? 0;
        Tape = new TapeStore(retainedTrades);
        Candles = new CandleSet(history, (interval, candle) => Feed?.CandleClosed(interval, candle, NowUs));
        Day = new DayStatistics(this);
        Book = new OrderBook(firstUpdateId: firstOrderId, [.. spec.Rules.DiffPeriodsMs.Select(period => new DepthDiff(period))]);
        Orders = new ClientOrders(
            venue(this), settlement, firstOrderId,
            (order, execution, fill) => report(new OrderReport(spec, order, execution, fill, NowUs)));
    }

    public MarketSpec Spec { get; }

    /// <summary>Receives what happens here; null until one is set.</summary>
    public IMarketFeed? Feed { get; set; }

    public OrderBook Book { get; }

    public TapeStore Tape { get; }

    public CandleSet Candles { get; }

    public DayStatistics Day { get; }

    /// <summary>What was before the tape; null in a replay. Readers lock it: the exchange's lock does not cover it.</summary>
    public History? History { get; }

    public ClientOrders Orders { get; }

    /// <summary>The newest moment that this market has reached: times of its events never go back.</summary>
    public long NowUs { get; private set; }

    public abstract long BestBid { get; }

    public abstract long BestBidQuantity { get; }

    public abstract long BestAsk { get; }

    public abstract long BestAskQuantity { get; }

    public long LastPrice => Tape.Count > 0 ? Tape.LastPrice : _priceBefore;

    /// <summary>Volume-weighted price of the last five minutes, what filters value market orders at.</summary>
    public long AveragePrice
    {
        get
        {
            if (!Candles.Started)
            {
                return LastPrice;
            }

            var minuteUs = History.OpenOf(BarInterval.OneMinute, Candles.NowUs);
            var sum = Candles.SumOfMinutes(minuteUs - 4 * History.MinuteUs, minuteUs);
            sum.Merge(Candles.Running(BarInterval.OneMinute));
            return sum.Volume == 0 ? LastPrice : (long)(sum.QuoteVolume / sum.Volume);
        }
    }

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
        Feed?.Traded(trade);
    }
}
