using Trading.Contracts;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Strategies;

/// <summary>
/// One strategy over its symbols with its account: bars in, intents out; trades in, fills out. Paper trading and backtests run
/// this same class, so a backtest is what paper trading would have done. Not safe for concurrent use.
/// </summary>
internal sealed class TradingSession(string strategyId, StrategyPlan plan, TradingRules rules, PaperAccount account)
{
    private readonly Dictionary<string, IStrategy> _strategies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Intent> _pending = new(StringComparer.Ordinal);

    public PaperAccount Account => account;

    /// <summary>Intents that wait for a trade, at most one per symbol.</summary>
    public IReadOnlyCollection<Intent> Pending => _pending.Values;

    /// <summary>Takes back an intent that waited when a former process stopped.</summary>
    public void Restore(Intent intent)
    {
        _pending[intent.Symbol] = intent;
    }

    /// <summary>Starts a symbol from its latest closed bars, oldest first, without deciding anything.</summary>
    public void WarmUp(string symbol, IEnumerable<Bar> bars)
    {
        var strategy = plan.Create();
        foreach (var bar in bars)
        {
            strategy.OnBar(bar, holding: false);
        }

        _strategies[symbol] = strategy;
    }

    /// <summary>Takes the next closed bar of a symbol. Open times must rise; the caller drops repeated ones.</summary>
    /// <param name="decides">False: the strategy sees the bar, and what it would do is not done.</param>
    /// <returns>A new intent, or null. None while an earlier one of the symbol waits for its trade.</returns>
    public Intent? OnBar(string symbol, in Bar bar, bool decides = true, string? traceId = null)
    {
        if (!_strategies.TryGetValue(symbol, out var strategy))
        {
            strategy = _strategies[symbol] = plan.Create();
        }

        var position = account.PositionOf(symbol).Quantity;
        var decision = strategy.OnBar(bar, position != 0);
        if (!decides || decision == Decision.Stay || _pending.ContainsKey(symbol))
        {
            return null;
        }

        var entering = decision == Decision.Enter;
        var quantity = entering ? rules.Affordable(account.Cash * plan.CashFraction, bar.Close) : Math.Abs(position);
        if (quantity <= 0)
        {
            return null;
        }

        var side = entering || position < 0 ? Side.Buy : Side.Sell;
        var intent = new Intent(
            IntentId.For(strategyId, symbol, bar.OpenTime), symbol, side, quantity, bar.Close, bar.OpenTime,
            bar.Interval.CloseOf(bar.OpenTime), traceId);
        _pending[symbol] = intent;
        return intent;
    }

    /// <summary>The intent that a trade at this time settles; null when there is none.</summary>
    public Intent? DueAt(string symbol, DateTime time) =>
        _pending.TryGetValue(symbol, out var intent) && time >= intent.DueAt ? intent : null;

    /// <summary>
    /// Fills the symbol's intent at a trade, if one is due. An entry that cash no longer pays for is cut to what it does.
    /// </summary>
    /// <param name="marketPrice">Price of the symbol's last trade, where that is another one.</param>
    public PaperTrade? OnTrade(string symbol, decimal price, DateTime time, decimal? marketPrice = null)
    {
        if (DueAt(symbol, time) is not { } intent)
        {
            return null;
        }

        _pending.Remove(symbol);
        var opens = account.PositionOf(symbol).IsFlat;
        var quantity = opens ? Math.Min(intent.Quantity, rules.Affordable(account.Cash, price)) : intent.Quantity;
        if (quantity <= 0)
        {
            return null;
        }

        var fillPrice = rules.PriceFor(intent.Side, price);
        var fee = rules.Fees.Of(fillPrice, quantity, Liquidity.Taker);
        var realized = account.Apply(new Fill(symbol, intent.Side, quantity, fillPrice, fee), marketPrice ?? price);
        return new PaperTrade(intent.Id, symbol, intent.Side, fillPrice, quantity, fee, realized, time, intent.TraceId);
    }
}
