using System.Text.Json;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Storage;

/// <summary>Keeps limits, the kill switch and account balances. A change of the switch and its message commit together.</summary>
internal sealed class RiskStore(DatabaseFactory databases, TimeProvider time)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    public Task<RiskLimits?> LimitsAsync(CancellationToken cancellationToken) => ReadAsync<RiskLimits>("limits", cancellationToken);

    public Task<TradingHalt?> HaltAsync(CancellationToken cancellationToken) => ReadAsync<TradingHalt>("halt", cancellationToken);

    public async Task SaveLimitsAsync(RiskLimits limits, string by, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.limits.save");
        await using var session = await StoreSession.BeginAsync(_database, cancellationToken);
        await WriteAsync(session, "limits", limits, by, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public async Task SaveHaltAsync(TradingHalt halt, HaltChange change, string? traceParent, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.halt.save");
        await using var session = await StoreSession.BeginAsync(_database, cancellationToken);
        var message = halt.ToMessage();
        await WriteAsync(session, "halt", halt, message.By, cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO halt_changes (kind, reason, changed_by, changed_at, cancel_open) VALUES (@kind, @reason, @by, @at, @cancel)",
            cancellationToken,
            ("kind", StoredText.Of(change.Kind)),
            ("reason", change.Reason),
            ("by", change.By),
            ("at", change.At),
            ("cancel", change.CancelOpen is { } cancel ? StoredText.Of(cancel) : null));
        await OutboxMessages.InsertAsync(session, [message], traceParent, time.GetUtcNow().UtcDateTime, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Halts and resumes, newest first.</summary>
    public async Task<IReadOnlyList<HaltChange>> HaltChangesAsync(int limit, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.halt.changes");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            "SELECT kind, reason, changed_by, changed_at, cancel_open FROM halt_changes ORDER BY sequence DESC LIMIT @limit",
            row => new HaltChange(
                StoredText.Enum<HaltChangeKind>(row, 0),
                row.GetString(1),
                row.GetString(2),
                StoredText.Utc(row, 3),
                row.IsDBNull(4) ? null : StoredText.Enum<CancelOpen>(row, 4)),
            cancellationToken,
            ("limit", limit));
    }

    public async Task SaveAccountAsync(AccountSnapshot account, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.account.save");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        await session.ExecuteAsync(
            "INSERT INTO accounts (account, venue, balances, synced_at) VALUES (@account, @venue, @balances, @at) "
            + "ON CONFLICT (account) DO UPDATE SET venue = excluded.venue, balances = excluded.balances, synced_at = excluded.synced_at",
            cancellationToken,
            ("account", account.Account),
            ("venue", account.Venue),
            ("balances", JsonSerializer.Serialize(account.Balances, ProductJson.Options)),
            ("at", account.SyncedAt));
    }

    public async Task<IReadOnlyList<AccountSnapshot>> AccountsAsync(CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.accounts");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            "SELECT account, venue, balances, synced_at FROM accounts",
            row => new AccountSnapshot(
                row.GetString(0),
                row.GetString(1),
                JsonSerializer.Deserialize<List<AssetBalance>>(row.GetString(2), ProductJson.Options)!,
                StoredText.Utc(row, 3)),
            cancellationToken);
    }

    private async Task<T?> ReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        using var timer = _database.Time("orders.risk.read");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await session.QueryAsync(
            "SELECT value FROM risk_settings WHERE name = @name", row => row.GetString(0), cancellationToken, ("name", name));
        return rows.Count == 0 ? null : JsonSerializer.Deserialize<T>(rows[0], ProductJson.Options);
    }

    private Task WriteAsync<T>(StoreSession session, string name, T value, string by, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO risk_settings (name, value, changed_by, changed_at) VALUES (@name, @value, @by, @at) "
        + "ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        cancellationToken,
        ("name", name),
        ("value", JsonSerializer.Serialize(value, ProductJson.Options)),
        ("by", by),
        ("at", time.GetUtcNow().UtcDateTime));
}
