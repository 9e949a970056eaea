using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>Reads the balances of the venue's account into the account book and the store.</summary>
internal sealed class AccountSync(
    VenueAccess access, BalanceCache accounts, RiskStore store, OrderExecutionMetrics metrics, OrdersOptions options, TimeProvider time)
{
    private volatile bool _isRead;

    /// <summary>Whether the venue has stated the balances since start.</summary>
    public bool IsRead => _isRead;

    /// <summary>The balances; null when the venue is closed or did not answer.</summary>
    public async Task<AccountSnapshot?> RunAsync(CancellationToken cancellationToken)
    {
        if (!access.IsOpen)
        {
            return null;
        }

        var started = time.GetTimestamp();
        if (await access.Venue.BalancesAsync(cancellationToken) is not { } balances)
        {
            return null;
        }

        metrics.LpLatency(access.Name, LpLatencyKind.Heartbeat, time.GetElapsedTime(started));
        var snapshot = new AccountSnapshot(
            options.Account,
            access.Name,
            [.. balances.Select(balance => new AssetBalance(balance.Asset, balance.Free, balance.Locked))],
            time.GetUtcNow().UtcDateTime);
        accounts.Observe(snapshot);
        await store.SaveAccountAsync(snapshot, cancellationToken);
        _isRead = true;
        return snapshot;
    }
}
