using Trading.Accounting;
using Trading.PaperTrading.Domain;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy and its account at one moment.</summary>
/// <param name="Live">Live positions that are or were compared with the paper positions.</param>
/// <param name="Drift">Those that differ.</param>
/// <param name="Orders">That wait on paper.</param>
internal sealed record AccountSnapshot(
    StrategyDefinition Strategy,
    AccountState Account,
    AccountValue Value,
    IReadOnlyList<Position> Positions,
    IReadOnlyList<LivePosition> Live,
    IReadOnlyList<PositionDrift> Drift,
    IReadOnlyList<WorkingOrder> Orders)
{
    /// <summary>Equity less initial cash, quote currency: realised plus unrealised, less fees, plus funding.</summary>
    public decimal TotalPnl => Value.Equity - Account.InitialCash;

    public static AccountSnapshot Of(LiveSession session)
    {
        return new AccountSnapshot(
            session.Definition,
            session.Account.State,
            session.Account.Value(),
            [.. session.Account.Positions],
            session.Live.All,
            session.Live.Drifts,
            session.Working);
    }
}
