using System.Text.Json;
using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Storage;

/// <summary>Keeps what balances are compared with: the baseline, and the totals that were traded since.</summary>
internal sealed class BalanceStore(DatabaseFactory databases)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    /// <summary>In a fixed order: two equal lists mean that no fill was stored in between.</summary>
    public async Task<IReadOnlyList<TradedTotal>> TotalsAsync(string venue, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.totals");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await TradedTotalRows.OfAsync(session, venue, cancellationToken);
    }

    public async Task<BalanceBaseline?> BaselineAsync(string account, string venue, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.baseline");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await session.QueryAsync(
            "SELECT amounts, changed_by, changed_at FROM baselines WHERE account = @account AND venue = @venue",
            row => new BalanceBaseline(
                account,
                venue,
                JsonSerializer.Deserialize<Dictionary<string, decimal>>(row.GetString(0), ProductJson.Options)!,
                row.GetString(1),
                StoredText.Utc(row, 2)),
            cancellationToken,
            ("account", account),
            ("venue", venue));
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task SaveBaselineAsync(BalanceBaseline baseline, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.baseline.save");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO baselines (account, venue, amounts, changed_by, changed_at) VALUES (@account, @venue, @amounts, @by, @at) "
            + "ON CONFLICT (account, venue) DO UPDATE SET amounts = excluded.amounts, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            cancellationToken,
            ("account", baseline.Account),
            ("venue", baseline.Venue),
            ("amounts", JsonSerializer.Serialize(baseline.Amounts, ProductJson.Options)),
            ("by", baseline.By),
            ("at", baseline.At));
    }
}
