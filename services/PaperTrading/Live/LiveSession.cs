using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy in memory: its session, how far it has come, and what its real orders should add up to.</summary>
internal sealed class LiveSession
{
    private readonly Dictionary<string, DateTime> _checkpoints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warm = new(StringComparer.Ordinal);
    private readonly TradingSession _session;

    public LiveSession(StrategyDefinition definition, StrategyPlan plan, TradingRules rules, StoredSession stored)
    {
        Definition = definition;
        WarmupBars = plan.Create().WarmupBars;
        _session = new TradingSession(definition.Id, plan, rules, new PaperAccount(stored.Account, stored.Positions));
        foreach (var intent in stored.Intents)
        {
            _session.Restore(intent);
        }

        foreach (var (symbol, openTime) in stored.Checkpoints)
        {
            _checkpoints[symbol] = openTime;
        }

        Live = new LivePositions(Account, rules.QuantityStep, stored.LivePositions)
        {
            PendingOnPaper = symbol => _session.Pending
                .Where(intent => intent.Symbol == symbol).Sum(intent => intent.Side == Side.Buy ? intent.Quantity : -intent.Quantity),
        };
    }

    public StrategyDefinition Definition { get; set; }

    public int WarmupBars { get; }

    public PaperAccount Account => _session.Account;

    /// <summary>Whether a decision waits for the trade that fills it.</summary>
    public bool HasPending => _session.Pending.Count > 0;

    public LivePositions Live { get; }

    public bool Follows(string symbol) =>
        Definition.State == StrategyState.Running && Definition.Symbols.Contains(symbol, StringComparer.Ordinal);

    public bool IsWarm(string symbol) => _warm.Contains(symbol);

    /// <summary>False for a bar that was taken before, in whatever revision: a strategy acts on the first close.</summary>
    public bool IsNew(string symbol, DateTime openTime) => !_checkpoints.TryGetValue(symbol, out var last) || openTime > last;

    public void WarmUp(string symbol, IEnumerable<Bar> bars)
    {
        _session.WarmUp(symbol, bars);
        _warm.Add(symbol);
    }

    /// <summary>
    /// Takes a new bar. What still waits is filled at its open first: that is the first trade after the decision, whether or not its
    /// tick has come. The trade that fills a new intent may have been seen already.
    /// </summary>
    /// <param name="decides">False for a bar that is past, and while the strategy is paused: it sees the bar and keeps its
    /// position.</param>
    public SessionChange OnBar(string symbol, in Bar bar, RecentTrades recent, bool decides, DateTime now, string? traceId)
    {
        var change = new SessionChange(Definition.Id) { Checkpoint = (symbol, bar.OpenTime, bar.Revision) };
        _checkpoints[symbol] = bar.OpenTime;
        Fill(change, symbol, bar.Open, bar.OpenTime, recent);
        var opens = Account.PositionOf(symbol).IsFlat;
        if (_session.OnBar(symbol, bar, decides, traceId) is not { } intent)
        {
            return Compared(change, symbol, now);
        }

        if (Definition.Promoted)
        {
            Promote(change, intent, opens, now);
        }

        if (recent.FirstFrom(intent.DueAt) is var (price, time))
        {
            Fill(change, symbol, price, time, recent);
        }
        else
        {
            change.Intent = intent;
        }

        return Compared(change, symbol, now);
    }

    /// <summary>Takes a trade; null when nothing waits for it.</summary>
    /// <param name="seenUntil">
    /// Time of the newest trade before it. When that was due as well, the first due trade has passed unkept, and this one would fill at a
    /// price from later: the open of the next bar tells the right one.
    /// </param>
    public SessionChange? OnTrade(string symbol, decimal price, DateTime time, RecentTrades recent, DateTime? seenUntil, DateTime now)
    {
        if (_session.DueAt(symbol, time) is not { } intent || seenUntil >= intent.DueAt)
        {
            return null;
        }

        var change = new SessionChange(Definition.Id);
        Fill(change, symbol, price, time, recent);
        return Compared(change, symbol, now);
    }

    private void Fill(SessionChange change, string symbol, decimal price, DateTime time, RecentTrades recent)
    {
        if (_session.DueAt(symbol, time) is not { } intent)
        {
            return;
        }

        if (_session.OnTrade(symbol, price, time, recent.LastTime > time ? recent.LastPrice : price) is { } trade)
        {
            change.Trades.Add(trade);
        }

        change.SettledIntents.Add(intent.Id);
        change.Position = Account.PositionOf(symbol);
        change.Account = Account.State;
    }

    /// <summary>
    /// An exit sells no more than the strategy's own orders bought: the account's other coins are not its own. What it expects from an
    /// order whose denial is still on its way is not there: the exit is reduce-only, and order execution knows.
    /// </summary>
    private void Promote(SessionChange change, Intent intent, bool opens, DateTime now)
    {
        var quantity = opens ? intent.Quantity : Math.Min(intent.Quantity, Math.Abs(Live.Of(intent.Symbol).Expected));
        if (quantity <= 0)
        {
            return;
        }

        change.Order = new LiveOrder(
            intent.Id, intent.Symbol, intent.Side, quantity, OrderStatus.PendingNew, 0, 0, null, now, intent.TraceId, ReduceOnly: !opens);
    }

    // The trade or the order of this step moved one side: both are compared, and stored with the step.
    private SessionChange Compared(SessionChange change, string symbol, DateTime now)
    {
        if ((change.Position is not null || change.Order is not null) && Live.Has(symbol, Definition.Promoted))
        {
            var live = Live.After(symbol, change.Order?.ExpectedQuantity ?? 0, 0, Definition.Promoted, now);
            change.Live = live;
            Live.Keep(live);
        }

        return change;
    }
}
