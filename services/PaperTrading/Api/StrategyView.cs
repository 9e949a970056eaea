using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.Strategies;

namespace Trading.PaperTrading.Api;

/// <summary>A strategy over HTTP. Its profit is that of its paper account, quote currency.</summary>
/// <param name="PausedReason">Why a running strategy decides nothing at present; null when it does.</param>
/// <param name="Fault">The exception that stopped it while its state is <c>faulted</c>; null otherwise.</param>
/// <param name="Drift">Where its live position differs from its paper position, as <c>align</c> would mend.</param>
/// <param name="LivePositions">What its real orders left open, whether or not it is promoted still.</param>
/// <param name="RealizedPnl">Profit of what was closed, before fees and funding.</param>
/// <param name="UnrealizedPnl">Profit of what is open at the last trade's price, before fees and funding.</param>
/// <param name="Fees">Paid so far.</param>
/// <param name="Funding">Funding received less funding paid; 0 on spot.</param>
/// <param name="Protections">Limits that hold whatever the strategy does.</param>
/// <param name="Orders">That wait on paper: for a price, a queue or the next trade.</param>
/// <param name="TotalPnl">After fees and funding: realizedPnl + unrealizedPnl - fees + funding.</param>
/// <param name="Sent">Orders that this request sent; null when it was no <c>align</c>.</param>
internal sealed record StrategyView(
    string Id,
    string Name,
    string Kind,
    string Venue,
    IReadOnlyList<string> Symbols,
    BarInterval Interval,
    IReadOnlyDictionary<string, decimal> Parameters,
    decimal Cash,
    StrategyState State,
    bool Promoted,
    DateTime CreatedAt,
    string? PausedReason,
    StrategyFault? Fault,
    IReadOnlyList<PositionDrift> Drift,
    IReadOnlyList<LivePositionView> LivePositions,
    decimal RealizedPnl,
    decimal UnrealizedPnl,
    decimal Fees,
    decimal Funding,
    decimal TotalPnl,
    Protections Protections,
    IReadOnlyList<WorkingOrder> Orders,
    IReadOnlyList<LiveOrder>? Sent = null)
{
    public static StrategyView Of(AccountSnapshot snapshot, HaltState halt)
    {
        var strategy = snapshot.Strategy;
        return new StrategyView(
            strategy.Id, strategy.Name, strategy.Kind, strategy.Venue, strategy.Symbols, strategy.Interval, strategy.Parameters,
            strategy.Cash,
            strategy.State, strategy.Promoted, strategy.CreatedAt, halt.PauseOf(strategy), strategy.Fault, snapshot.Drift,
            [.. snapshot.Live.Where(live => live.Filled != 0).Select(live => new LivePositionView(live.Symbol, live.Filled))],
            snapshot.Value.RealizedPnl, snapshot.Value.UnrealizedPnl, snapshot.Account.Fees, snapshot.Account.Funding,
            snapshot.TotalPnl, strategy.Protections, snapshot.Orders);
    }
}
