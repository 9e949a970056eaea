using Trading.Accounting;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>
/// One strategy with its account over its markets: events in, orders and fills out. Backtests and paper trading run this same class, so a
/// backtest is what paper trading would have done. Pure: no clock, no chance. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// The host reads <see cref="Submitted"/>, <see cref="Fills"/> and <see cref="Ended"/> after each event and calls <see cref="Clear"/>. When
/// a call throws, the engine is half way through a step: drop it, and make a new one from the state before.
/// </remarks>
public sealed partial class TradingEngine : Portfolio
{
    private readonly EngineMarket[] _markets;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly Strategy _strategy;
    private readonly Booking _booking;
    private readonly Guard _guard;
    private DateTime _now;
    private long _orders;
    private bool _decides = true;
    private string? _traceId;

    /// <param name="recent">
    /// The latest trades of a symbol, which the host keeps where bars can come after the trade that fills their orders; null where every
    /// event comes in the order of time.
    /// </param>
    public TradingEngine(
        EngineSetup setup, Strategy strategy, Account account, EngineState? state = null, Func<string, RecentTrades>? recent = null)
    {
        recent ??= static _ => new RecentTrades(1);
        (Setup, Account, _strategy) = (setup, account, strategy);
        _markets = [.. setup.Markets.Select((market, index) => new EngineMarket(this, market, index, recent(market.Symbol)))];
        _guard = new Guard(this, setup.Protections);
        _booking = new Booking(this, _guard, strategy);
        foreach (var market in _markets)
        {
            _indexes[market.Symbol] = market.Index;
        }

        Restore(state ?? EngineState.Empty);
        strategy.Portfolio = this;
        strategy.OnStart();
    }

    public EngineSetup Setup { get; }

    public Account Account { get; }

    public override DateTime Now => _now;

    public override BarInterval Interval => Setup.Interval;

    public override decimal Cash => Account.Cash;

    public override decimal Equity => Account.Equity;

    public override IReadOnlyList<Market> Markets => _markets;

    public override bool TakesOrders => _decides;

    /// <summary>Orders that were asked for since <see cref="Clear"/>.</summary>
    public List<WorkingOrder> Submitted { get; } = [];

    public List<OrderFill> Fills { get; } = [];

    /// <summary>Orders that ended before they were filled whole.</summary>
    public List<(WorkingOrder Order, OrderEnd End)> Ended { get; } = [];

    /// <summary>Whether the last event changed what must be kept.</summary>
    public bool HasChanges => Submitted.Count > 0 || Fills.Count > 0 || Ended.Count > 0;

    public EngineState State => new(
        [.. _markets.SelectMany(market => market.Working)],
        _orders,
        _guard.Day,
        _guard.DayEquity,
        _guard.BlockedDay,
        Times(static market => market.CoolUntil),
        Times(static market => market.OpenedAt));

    internal bool IsMargin => Account.Terms.Mode != MarginMode.Spot;

    /// <summary>Notional that can be added to the positions, quote currency.</summary>
    internal decimal BuyingPower => IsMargin ? Account.Margin().Available * Account.Terms.Leverage : Account.Cash;

    internal ReadOnlySpan<EngineMarket> All => _markets;

    /// <summary>Index of a symbol; -1 when it is not one of the strategy's.</summary>
    public int IndexOf(string symbol) => _indexes.GetValueOrDefault(symbol, -1);

    public void Clear()
    {
        Submitted.Clear();
        Fills.Clear();
        Ended.Clear();
    }

    /// <summary>Shows a bar of the past: the strategy sees it, and its orders are refused.</summary>
    public void WarmUp(int market, in Bar bar)
    {
        _decides = false;
        _now = bar.Interval.CloseOf(bar.OpenTime);
        _strategy.OnBar(_markets[market], bar);
        _decides = true;
    }

    /// <summary>Takes a closed bar whole: it fills what waits, values the account and is decided on.</summary>
    /// <param name="decides">False: the strategy sees the bar, and its orders are refused.</param>
    public void OnBar(int market, in Bar bar, bool decides = true, string? traceId = null)
    {
        OpenBar(market, bar);
        CloseBar(market, bar, decides, traceId);
    }

    /// <summary>
    /// First half: fills what waits from the bar. Bars that open at the same time are all opened before the first is closed.
    /// </summary>
    public void OpenBar(int index, in Bar bar)
    {
        var market = _markets[index];
        if (market.Working.Count > 0 && bar.Interval == Setup.Interval)
        {
            _now = bar.OpenTime;
            BarFills.Take(_booking, market, bar, Setup.Costs);
        }
    }

    /// <summary>Second half: values the account at the close and lets the strategy decide.</summary>
    public void CloseBar(int index, in Bar bar, bool decides = true, string? traceId = null)
    {
        var market = _markets[index];
        (_now, _decides, _traceId) = (bar.Interval.CloseOf(bar.OpenTime), decides, traceId);
        var isMain = bar.Interval == Setup.Interval;
        if (isMain)
        {
            // What is decided at the close is sized by the close, also where a later trade is known already.
            market.SetPrice(bar.Close);
            var equity = market.TradesFrom is null ? Account.Mark(market.Handle, bar.Close) : Account.Equity;
            _guard.OnEquity(equity, _booking);
        }

        _strategy.OnBar(market, bar);
        _decides = true;
        FillFromRecent(market);
    }

    /// <summary>Takes a public trade; one that was delivered before changes nothing.</summary>
    public void OnTrade(int index, in Trade trade, bool decides = true, string? traceId = null)
    {
        var market = _markets[index];
        if (trade.TradeId <= market.LastTradeId)
        {
            return;
        }

        market.LastTradeId = trade.TradeId;
        market.TradesFrom ??= trade.ExchangeTime;
        _now = trade.ExchangeTime;
        (_decides, _traceId) = (decides, traceId);
        if (market.Working.Count > 0)
        {
            TradeFills.Take(_booking, market, trade, Setup.Costs);
        }

        _guard.OnEquity(Mark(market, trade.Price), _booking);
        _strategy.OnTrade(market, trade);
        _decides = true;
    }

    /// <summary>Takes a new best bid and ask.</summary>
    public void OnBookTop(int index, in BookTop top)
    {
        var market = _markets[index];
        _now = top.Time;
        BookFills.Take(_booking, market, top.Time, Setup.Costs);
        market.CurrentTop = top;
        _strategy.OnBookTop(market, top);
    }

    /// <summary>Takes a change of the book's levels; a quantity of 0 removes one.</summary>
    public void OnDepth(int index, DateTime time, ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks, bool snapshot = false)
    {
        var market = _markets[index];
        _now = time;
        var depth = market.Depth ??= new DepthBook();
        BookFills.Take(_booking, market, time, Setup.Costs);
        depth.Apply(bids, asks, snapshot);
        BookFills.ShrinkQueues(market);
    }

    /// <summary>Books a funding payment of the venue, once for each time, to a position that was open then.</summary>
    public void OnFunding(int index, DateTime time, decimal rate, decimal markPrice)
    {
        var market = _markets[index];
        if (!(market.OpenedAt <= time))
        {
            return;
        }

        _now = time > _now ? time : _now;
        var amount = Account.ApplyFunding(market.Symbol, rate, markPrice, time);
        if (amount != 0)
        {
            _strategy.OnFunding(market, rate, amount);
        }
    }

    public void OnSignal(SignalRaised signal, bool decides = true, string? traceId = null)
    {
        if (IndexOf(signal.Symbol) is var index and >= 0)
        {
            _now = signal.RaisedAt;
            (_decides, _traceId) = (decides, traceId);
            _strategy.OnSignal(_markets[index], signal);
            _decides = true;
            FillFromRecent(_markets[index]);
        }
    }

    private Dictionary<string, DateTime> Times(Func<EngineMarket, DateTime?> of) =>
        _markets.Where(market => of(market) is not null).ToDictionary(market => market.Symbol, market => of(market)!.Value);

    private decimal Mark(EngineMarket market, decimal price)
    {
        market.SetPrice(price);
        return Account.Mark(market.Handle, price);
    }

    // A bar can come after the trades that its orders fill by.
    private void FillFromRecent(EngineMarket market)
    {
        if (!(market.Recent.LastTime >= _now))
        {
            return;
        }

        if (market.Working.Count > 0)
        {
            TradeFills.TakeRecent(_booking, market, Setup.Costs);
        }

        Mark(market, market.Recent[market.Recent.Count - 1].Price);
    }
}
