using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Api;

/// <summary>An account at the venue, valued in quote currency at the reference prices.</summary>
public sealed record AccountView(
    string Id,
    string Venue,
    decimal Balance,
    decimal Equity,
    decimal MarginUsed,
    decimal MarginFree,
    decimal MarginUsageRatio,
    IReadOnlyList<AssetBalance> Balances,
    IEnumerable<PositionView> Positions,
    DateTime SyncedAt)
{
    public static AccountView Of(AccountSnapshot account, AccountValue value, IEnumerable<PositionView> positions)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(value);
        return new AccountView(
            account.Account,
            account.Venue,
            value.Balance,
            value.Equity,
            value.MarginUsed,
            value.MarginFree,
            value.MarginUsageRatio,
            account.Balances,
            positions,
            account.SyncedAt);
    }
}
