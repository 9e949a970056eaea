using Trading.Accounting;
using Trading.Backtesting.Engine;

namespace Trading.PaperTrading.Domain;

/// <summary>What a strategy's former run left behind.</summary>
/// <param name="IsPaidInFull">
/// Whether the cash is less what open positions cost, on derivatives too: so versions before the engine kept it.
/// </param>
/// <param name="Checkpoints">Open time of the last bar taken, by symbol.</param>
internal sealed record StoredSession(
    AccountState Account,
    IReadOnlyList<Position> Positions,
    EngineState Engine,
    bool IsPaidInFull,
    IReadOnlyList<(string Symbol, DateTime OpenTime)> Checkpoints,
    IReadOnlyList<LivePosition> LivePositions)
{
    /// <summary>The account as these terms keep it: on margin the cash is the wallet's balance.</summary>
    public AccountState AccountFor(AccountTerms terms) => IsPaidInFull && terms.Mode != MarginMode.Spot
        ? Account with { Cash = Account.Cash + Positions.Sum(position => position.Cost) }
        : Account;
}
