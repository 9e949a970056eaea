using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy in memory: its engine, how far it has come, and what its real orders should add up to.</summary>
internal sealed class LiveSession
{
    private readonly Dictionary<(string Symbol, BarInterval Interval), DateTime> _checkpoints = [];
    private readonly TradingEngine _engine;

    /// <param name="setup">Of the definition, with every symbol that the account still holds.</param>
    /// <param name="recent">The latest trades of a symbol, which the feed keeps for all sessions.</param>
    public LiveSession(
        StrategyDefinition definition, StrategyPlan plan, EngineSetup setup, AccountTerms terms, StoredSession stored,
        Func<string, RecentTrades> recent)
    {
        Definition = definition;
        var strategy = plan.Create();
        (WarmupBars, Uses, Intervals) = (strategy.WarmupBars, strategy.Uses, [definition.Interval, .. strategy.OtherIntervals]);
        _engine = new TradingEngine(setup, strategy, new Account(terms, stored.AccountFor(terms), stored.Positions), stored.Engine, recent);
        foreach (var (symbol, openTime) in stored.Checkpoints)
        {
            _checkpoints[(symbol, definition.Interval)] = openTime;
        }

        Live = new LivePositions(Account, setup.Markets[0].QuantityStep, stored.LivePositions)
        {
            PendingOnPaper = symbol => WorkingOf(symbol)
                .Where(order => order.Kind == OrderKind.Market)
                .Sum(order => order.Side == Side.Buy ? order.Remaining : -order.Remaining),
        };
    }

    public StrategyDefinition Definition { get; set; }

    public int WarmupBars { get; }

    /// <summary>What its orders need of a venue.</summary>
    public OrderFeatures Uses { get; }

    /// <summary>The strategy's own first.</summary>
    public IReadOnlyList<BarInterval> Intervals { get; }

    public Account Account => _engine.Account;

    /// <summary>Whether it has seen the bars before the first one that it decides on.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Whether a decision waits for the trade that fills it.</summary>
    public bool HasPending => Working.Any(order => order.Kind == OrderKind.Market);

    public IReadOnlyList<WorkingOrder> Working => _engine.State.Orders;

    public LivePositions Live { get; }

    public bool Follows(string symbol) =>
        Definition.State == StrategyState.Running && Definition.Symbols.Contains(symbol, StringComparer.Ordinal);

    /// <summary>False for a bar that was taken before, in whatever revision: a strategy acts on the first close.</summary>
    public bool IsNew(string symbol, in Bar bar) => LastBar(symbol, bar.Interval) is not { } last || bar.OpenTime > last;

    /// <summary>Open time of the last bar that was taken; null before the first.</summary>
    public DateTime? LastBar(string symbol, BarInterval interval) =>
        _checkpoints.TryGetValue((symbol, interval), out var last) ? last : null;

    /// <summary>Shows bars of the past of all symbols, in the order of their closes. No order comes of them.</summary>
    public void WarmUp(IEnumerable<(string Symbol, Bar Bar)> bars)
    {
        foreach (var (symbol, bar) in bars.OrderBy(each => each.Bar.Interval.CloseOf(each.Bar.OpenTime)))
        {
            _engine.WarmUp(_engine.IndexOf(symbol), bar);
            if (bar.Interval != Definition.Interval)
            {
                _checkpoints[(symbol, bar.Interval)] = bar.OpenTime;
            }
        }

        IsWarm = true;
    }

    /// <summary>Takes a new bar: it fills what still waits, and is decided on.</summary>
    /// <param name="decides">False for a bar that is past, and while the strategy is paused: it sees the bar and keeps its
    /// position.</param>
    public SessionChange OnBar(string symbol, in Bar bar, bool decides, DateTime now, string? traceId)
    {
        var before = Account.PositionOf(symbol).Quantity;
        _checkpoints[(symbol, bar.Interval)] = bar.OpenTime;
        _engine.OnBar(_engine.IndexOf(symbol), bar, decides, traceId);
        var change = Take(symbol, before, now);
        if (bar.Interval == Definition.Interval)
        {
            change.Checkpoint = (symbol, bar.OpenTime, bar.Revision);
        }

        return change;
    }

    /// <summary>Takes trades that follow each other; null when they changed nothing that must be kept.</summary>
    /// <param name="decides">Whether what the strategy asks for at a trade becomes an order.</param>
    public SessionChange? OnTrades(string symbol, ReadOnlySpan<Trade> trades, bool decides, DateTime now, string? traceId)
    {
        if (_engine.IndexOf(symbol) is not (var index and >= 0) || !Follows(symbol) && !WorkingOf(symbol).Any())
        {
            return null;
        }

        var before = Account.PositionOf(symbol).Quantity;
        foreach (ref readonly var trade in trades)
        {
            _engine.OnTrade(index, trade, decides, traceId);
        }

        return _engine.HasChanges || WorkingOf(symbol).Any(order => order.Kind != OrderKind.Market) ? Take(symbol, before, now) : null;
    }

    /// <summary>Takes what the scanner saw; null when nothing came of it.</summary>
    public SessionChange? OnSignal(SignalRaised signal, bool decides, DateTime now, string? traceId)
    {
        var before = Account.PositionOf(signal.Symbol).Quantity;
        _engine.OnSignal(signal, decides, traceId);
        return _engine.HasChanges ? Take(signal.Symbol, before, now) : null;
    }

    /// <summary>Takes a funding payment of the venue; null when the symbol has no position, or when it was booked before.</summary>
    public SessionChange? OnFunding(string symbol, DateTime time, decimal rate, decimal? markPrice, DateTime now)
    {
        var (index, paid) = (_engine.IndexOf(symbol), Account.Funding);
        if (index < 0 || (markPrice ?? _engine.Markets[index].LastPrice) is not (var price and > 0))
        {
            return null;
        }

        _engine.OnFunding(index, time, rate, price);
        return paid != Account.Funding || _engine.HasChanges ? Take(symbol, Account.PositionOf(symbol).Quantity, now) : null;
    }

    /// <summary>UTC time of the fill that opened the symbol's position; null when flat.</summary>
    public DateTime? OpenedAt(string symbol) =>
        _engine.State.OpenedAt!.TryGetValue(symbol, out var time) ? time : null;

    private IEnumerable<WorkingOrder> WorkingOf(string symbol) =>
        _engine.IndexOf(symbol) is var index and >= 0 ? _engine.Markets[index].Orders : [];

    private SessionChange Take(string symbol, decimal before, DateTime now)
    {
        var change = new SessionChange(Definition.Id);
        if (_engine.HasChanges)
        {
            change.Trades.AddRange(_engine.Fills.Select(fill => PaperTrade.Of(fill)));
            if (Definition.Promoted)
            {
                Promote(change, symbol, before, now);
            }
        }

        change.Engine = _engine.State;
        change.Account = Account.State;
        change.Positions.AddRange(Account.Positions.Where(
            position => position.Symbol == symbol || change.Trades.Exists(trade => trade.Symbol == position.Symbol)));
        _engine.Clear();
        return Compared(change, symbol, now);
    }

    /// <summary>
    /// An exit sells no more than the strategy's own orders bought: the account's other coins are not its own. What it expects from an
    /// order whose denial is still on its way is not there: the exit is reduce-only, and order execution knows.
    /// </summary>
    private void Promote(SessionChange change, string symbol, decimal before, DateTime now)
    {
        foreach (var order in _engine.Submitted)
        {
            if (OrderFeature.Of(order) is not OrderFeatures.None and var feature)
            {
                throw new NotSupportedException(
                    $"The strategy is promoted, and real orders with {OrderFeature.Names(feature)} cannot be placed yet. Demote it first.");
            }

            var isOther = order.Symbol != symbol;
            var held = isOther ? Account.PositionOf(order.Symbol).Quantity : before;
            var reduces = order.ReduceOnly || held * (order.Side == Side.Buy ? 1 : -1) < 0;
            var quantity = reduces ? Math.Min(order.Quantity, Math.Abs(Live.Of(order.Symbol).Expected)) : order.Quantity;
            if (quantity > 0)
            {
                change.Orders.Add(new LiveOrder(
                    order.Id, order.Symbol, order.Side, quantity, OrderStatus.PendingNew, 0, 0, null, now, order.TraceId, reduces));
            }
        }
    }

    // The trade or the order of this step moved one side: both are compared, and stored with the step.
    private SessionChange Compared(SessionChange change, string symbol, DateTime now)
    {
        var moved = change.Trades.Select(trade => trade.Symbol).Concat(change.Orders.Select(order => order.Symbol))
            .Distinct(StringComparer.Ordinal);
        foreach (var each in moved.Where(each => Live.Has(each, Definition.Promoted)))
        {
            var expected = change.Orders.Where(order => order.Symbol == each).Sum(order => order.ExpectedQuantity);
            var live = Live.After(each, expected, 0, Definition.Promoted, now);
            change.Live.Add(live);
            Live.Keep(live);
        }

        return change;
    }
}
