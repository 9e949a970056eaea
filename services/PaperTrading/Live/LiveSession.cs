using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy in memory: its session, how far it has come, and what its real orders should add up to.</summary>
public sealed class LiveSession
{
    private readonly Dictionary<string, DateTime> _checkpoints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warm = new(StringComparer.Ordinal);
    private readonly TradingSession _session;

    public LiveSession(StrategyDefinition definition, StrategyPlan plan, TradingRules rules, StoredSession stored)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(stored);
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

        foreach (var (symbol, quantity) in stored.ExpectedPositions)
        {
            _expected[symbol] = quantity;
        }
    }

    public StrategyDefinition Definition { get; set; }

    public int WarmupBars { get; }

    public PaperAccount Account => _session.Account;

    public bool Follows(string symbol) => Definition.State == StrategyState.Running && Definition.Symbols.Contains(symbol, StringComparer.Ordinal);

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
    /// <param name="maxOrderAge">A bar that ended longer before <paramref name="now"/> becomes no real order.</param>
    public SessionChange OnBar(string symbol, in Bar bar, RecentTrades recent, DateTime now, TimeSpan maxOrderAge, string? traceId)
    {
        ArgumentNullException.ThrowIfNull(recent);
        var change = new SessionChange(Definition.Id) { Checkpoint = (symbol, bar.OpenTime, bar.Revision) };
        _checkpoints[symbol] = bar.OpenTime;
        Fill(change, symbol, bar.Open, bar.OpenTime);
        var opens = Account.PositionOf(symbol).IsFlat;
        if (_session.OnBar(symbol, bar, traceId) is not { } intent)
        {
            return change;
        }

        if (Definition.Promoted && now - intent.DueAt <= maxOrderAge)
        {
            Promote(change, intent, opens, now);
        }

        if (recent.FirstFrom(intent.DueAt) is var (price, time))
        {
            Fill(change, symbol, price, time);
        }
        else
        {
            change.Intent = intent;
        }

        return change;
    }

    /// <summary>Takes a trade; null when nothing waits for it.</summary>
    /// <param name="seenUntil">
    /// Time of the newest trade before it. When that was due as well, the first due trade has passed unkept, and this one would fill at a
    /// price from later: the open of the next bar tells the right one.
    /// </param>
    public SessionChange? OnTrade(string symbol, decimal price, DateTime time, DateTime? seenUntil)
    {
        if (_session.DueAt(symbol, time) is not { } intent || seenUntil >= intent.DueAt)
        {
            return null;
        }

        var change = new SessionChange(Definition.Id);
        Fill(change, symbol, price, time);
        return change;
    }

    /// <summary>Live position if every order fills, base currency.</summary>
    public decimal ExpectedQuantity(string symbol) => _expected.GetValueOrDefault(symbol);

    public decimal AddExpected(string symbol, decimal signedQuantity) => _expected[symbol] = ExpectedQuantity(symbol) + signedQuantity;

    private void Fill(SessionChange change, string symbol, decimal price, DateTime time)
    {
        if (_session.DueAt(symbol, time) is not { } intent)
        {
            return;
        }

        if (_session.OnTrade(symbol, price, time) is { } trade)
        {
            change.Trades.Add(trade);
        }

        change.SettledIntents.Add(intent.Id);
        change.Position = Account.PositionOf(symbol);
        change.Account = Account.State;
    }

    /// <summary>An exit sells no more than the strategy's own orders bought: a position that was on paper only is not somebody's coins.</summary>
    private void Promote(SessionChange change, Intent intent, bool opens, DateTime now)
    {
        var quantity = opens ? intent.Quantity : Math.Min(intent.Quantity, Math.Abs(ExpectedQuantity(intent.Symbol)));
        if (quantity <= 0)
        {
            return;
        }

        change.Order = new LiveOrder(intent.Id, intent.Symbol, intent.Side, quantity, OrderStatus.PendingNew, 0, 0, null, now, intent.TraceId);
        change.ExpectedQuantity = AddExpected(intent.Symbol, change.Order.ExpectedQuantity);
    }
}
