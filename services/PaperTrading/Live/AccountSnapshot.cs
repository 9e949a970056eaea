using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy and its account at one moment.</summary>
public sealed record AccountSnapshot(StrategyDefinition Strategy, AccountState Account, AccountValue Value, IReadOnlyList<Position> Positions)
{
    public static AccountSnapshot Of(LiveSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new AccountSnapshot(session.Definition, session.Account.State, session.Account.Value(), [.. session.Account.Positions]);
    }
}
