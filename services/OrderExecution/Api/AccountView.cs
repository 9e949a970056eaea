using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>An account at the venue, valued in quote currency at the reference prices.</summary>
/// <param name="Unpriced">Assets that are held and that no price is known of: the equity is without them.</param>
/// <param name="Differences">Balances that fills and fees do not explain, as of <paramref name="ComparedAt"/>.</param>
/// <param name="ComparedAt">UTC; null when balances have not been compared since start.</param>
internal sealed record AccountView(
    string Id,
    string Venue,
    decimal Balance,
    decimal Equity,
    decimal MarginUsed,
    decimal MarginFree,
    decimal MarginUsageRatio,
    IReadOnlyList<string> Unpriced,
    IReadOnlyList<AssetBalance> Balances,
    IEnumerable<PositionView> Positions,
    DateTime SyncedAt,
    IReadOnlyList<BalanceDifference> Differences,
    DateTime? ComparedAt)
{
    public static AccountView Of(AccountSnapshot account, AccountValue value, IEnumerable<PositionView> positions, BalanceState balances)
    {
        return new AccountView(
            account.Account,
            account.Venue,
            value.Balance,
            value.Equity,
            value.MarginUsed,
            value.MarginFree,
            value.MarginUsageRatio,
            value.Unpriced,
            account.Balances,
            positions,
            account.SyncedAt,
            [.. balances.Differences.Where(difference => difference.Account == account.Account)],
            balances.ComparedAt);
    }
}
