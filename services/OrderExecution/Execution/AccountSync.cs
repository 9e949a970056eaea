using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>Reads the balances of the venue's account into the account book and the store.</summary>
public sealed class AccountSync(
    VenueAccess access, AccountBook accounts, RiskStore store, OrderExecutionMetrics metrics, OrdersOptions options, TimeProvider time)
{
    /// <summary>False when the venue did not answer.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!access.IsOpen)
        {
            return true;
        }

        var started = time.GetTimestamp();
        if (await access.Venue.BalancesAsync(cancellationToken) is not { } balances)
        {
            return false;
        }

        metrics.LpLatency(access.Venue.Name, LpLatencyKind.Heartbeat, time.GetElapsedTime(started));
        var snapshot = new AccountSnapshot(
            options.Account,
            access.Venue.Name,
            [.. balances.Select(balance => new AssetBalance(balance.Asset, balance.Free, balance.Locked))],
            time.GetUtcNow().UtcDateTime);
        accounts.Observe(snapshot);
        await store.SaveAccountAsync(snapshot, cancellationToken);
        return true;
    }
}
