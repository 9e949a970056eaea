using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>Keeps what balances are compared with: the baseline, and the totals that were traded since.</summary>
internal sealed class BalanceStore(DatabaseFactory databases)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    /// <summary>In a fixed order: two equal lists mean that no fill was stored in between.</summary>
    public async Task<IReadOnlyList<TradedTotal>> TotalsAsync(string venue, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.totals", cancellationToken);
        return await TradedTotalRows.OfAsync(session, venue, cancellationToken);
    }

    public async Task<BalanceBaseline?> BaselineAsync(string account, string venue, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.baseline", cancellationToken);
        return await session.FirstAsync(
            new(
                "SELECT amounts, changed_by, changed_at FROM baselines WHERE account = @account AND venue = @venue",
                ("account", account), ("venue", venue)),
            row => new BalanceBaseline(account, venue, row.Json<Dictionary<string, decimal>>(0), row.Text(1), row.Time(2)),
            cancellationToken);
    }

    public async Task SaveBaselineAsync(BalanceBaseline baseline, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.baseline.save", cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO baselines (account, venue, amounts, changed_by, changed_at) VALUES (@account, @venue, @amounts, @by, @at) "
                + "ON CONFLICT (account, venue) DO UPDATE SET amounts = excluded.amounts, changed_by = excluded.changed_by, changed_at = "
                    + "excluded.changed_at",
                ("account", baseline.Account), ("venue", baseline.Venue),
                ("amounts", StoredValue.Json(baseline.Amounts)), ("by", baseline.By), ("at", baseline.At)),
            cancellationToken);
    }
}
