using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Storage;

/// <summary>Keeps limits, the kill switch and account balances. A change of the switch and its message commit together.</summary>
internal sealed class RiskStore(DatabaseFactory databases, TimeProvider time)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    /// <summary>Of the venue, else those that were stored while there was one set for every venue.</summary>
    public async Task<RiskLimits?> LimitsAsync(string venue, CancellationToken cancellationToken) =>
        await ReadAsync<RiskLimits>(LimitsOf(venue), cancellationToken) ?? await ReadAsync<RiskLimits>("limits", cancellationToken);

    public Task<TradingHalt?> HaltAsync(CancellationToken cancellationToken) => ReadAsync<TradingHalt>("halt", cancellationToken);

    public async Task SaveLimitsAsync(string venue, RiskLimits limits, string by, CancellationToken cancellationToken)
    {
        await using var session = await _database.TransactionAsync("orders.limits.save", cancellationToken);
        await WriteAsync(session, LimitsOf(venue), limits, by, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public async Task SaveHaltAsync(TradingHalt halt, HaltChange change, string? traceParent, CancellationToken cancellationToken)
    {
        await using var session = await _database.TransactionAsync("orders.halt.save", cancellationToken);
        var message = halt.ToMessage();
        await WriteAsync(session, "halt", halt, message.By, cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO halt_changes (kind, reason, changed_by, changed_at, cancel_open) VALUES (@kind, @reason, @by, @at, @cancel)",
                ("kind", EnumNames.Of(change.Kind)), ("reason", change.Reason), ("by", change.By), ("at", change.At),
                ("cancel", change.CancelOpen is { } cancel ? EnumNames.Of(cancel) : null)),
            cancellationToken);
        await OutboxMessages.InsertAsync(session, [message], traceParent, time.GetUtcNow().UtcDateTime, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Halts and resumes, newest first.</summary>
    public async Task<IReadOnlyList<HaltChange>> HaltChangesAsync(int limit, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.halt.changes", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT kind, reason, changed_by, changed_at, cancel_open FROM halt_changes ORDER BY sequence DESC LIMIT @limit",
                ("limit", limit)),
            row => new HaltChange(
                row.Enum<HaltChangeKind>(0), row.Text(1), row.Text(2), row.Time(3), row.IsNull(4) ? null : row.Enum<CancelOpen>(4)),
            cancellationToken);
    }

    public async Task SaveAccountAsync(AccountSnapshot account, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.account.save", cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO accounts (account, venue, balances, synced_at) VALUES (@account, @venue, @balances, @at) "
                + "ON CONFLICT (account, venue) DO UPDATE SET balances = excluded.balances, synced_at = excluded.synced_at",
                ("account", account.Account), ("venue", account.Venue),
                ("balances", StoredValue.Json(account.Balances)), ("at", account.SyncedAt)),
            cancellationToken);
    }

    /// <summary>The one that was read last comes last.</summary>
    public async Task<IReadOnlyList<AccountSnapshot>> AccountsAsync(CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.accounts", cancellationToken);
        return await session.QueryAsync(
            new("SELECT account, venue, balances, synced_at FROM accounts ORDER BY synced_at"),
            row => new AccountSnapshot(row.Text(0), row.Text(1), row.Json<List<AssetBalance>>(2), row.Time(3)),
            cancellationToken);
    }

    private static string LimitsOf(string venue) => $"limits:{venue}";

    private async Task<T?> ReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        await using var session = await _database.SessionAsync("orders.risk.read", cancellationToken);
        return await session.FirstAsync(
            new("SELECT value FROM risk_settings WHERE name = @name", ("name", name)), row => row.Json<T>(0), cancellationToken);
    }

    private Task WriteAsync<T>(SqlSession session, string name, T value, string by, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
        new(
            "INSERT INTO risk_settings (name, value, changed_by, changed_at) VALUES (@name, @value, @by, @at) "
            + "ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            ("name", name), ("value", StoredValue.Json(value)), ("by", by),
            ("at", time.GetUtcNow().UtcDateTime)),
        cancellationToken);
}
