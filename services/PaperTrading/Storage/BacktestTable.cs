using System.Data.Common;
using System.Text.Json;
using Trading.PaperTrading.Backtesting;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.PaperTrading.Storage;

/// <summary>Backtests, asked for and done.</summary>
internal sealed class BacktestTable(DatabaseFactory databases)
{
    private const string Columns = "id, request, state, progress, result, error, created_at, finished_at";

    private Database Database => databases.For(PaperSchema.Name);

    public Task AddAsync(BacktestRecord record, CancellationToken cancellationToken)
    {
        return ExecuteAsync(
            "INSERT INTO backtests (id, request, state, progress, created_at) VALUES (@id, @request, @state, @progress, @time)",
            cancellationToken,
            ("id", record.Id), ("request", JsonSerializer.Serialize(record.Request, ProductJson.Options)), ("state", (short)record.State),
            ("progress", record.Progress), ("time", record.CreatedAt));
    }

    public Task StartAsync(string id, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE backtests SET state = @state WHERE id = @id", cancellationToken, ("state", (short)BacktestState.Running), ("id", id));

    public Task CompleteAsync(string id, BacktestOutcome outcome, DateTime at, CancellationToken cancellationToken)
    {
        return ExecuteAsync(
            "UPDATE backtests SET state = @state, progress = @progress, result = @result, run_hash = @hash, finished_at = @time WHERE id = @id",
            cancellationToken,
            ("state", (short)BacktestState.Completed), ("progress", 1d), ("result", JsonSerializer.Serialize(outcome, ProductJson.Options)),
            ("hash", outcome.RunHash), ("time", at), ("id", id));
    }

    public Task FailAsync(string id, string error, DateTime at, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE backtests SET state = @state, error = @error, finished_at = @time WHERE id = @id",
        cancellationToken,
        ("state", (short)BacktestState.Failed), ("error", error), ("time", at), ("id", id));

    public async Task<BacktestRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.backtests.find");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return (await connection.Command($"SELECT {Columns} FROM backtests WHERE id = @id", ("id", id)).ReadAsync(Read, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Newest first, without their outcomes.</summary>
    public async Task<IReadOnlyList<BacktestRecord>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.backtests.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.Command(
            "SELECT id, request, state, progress, NULL, error, created_at, finished_at FROM backtests ORDER BY created_at DESC, id LIMIT @limit",
            ("limit", limit)).ReadAsync(Read, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.backtests.unfinished");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.Command(
            "SELECT id FROM backtests WHERE state IN (@queued, @running) ORDER BY created_at, id",
            ("queued", (short)BacktestState.Queued), ("running", (short)BacktestState.Running)).ReadAsync(row => row.GetString(0), cancellationToken);
    }

    private static BacktestRecord Read(DbDataReader row) => new(
        row.GetString(0),
        JsonSerializer.Deserialize<BacktestRequest>(row.GetString(1), ProductJson.Options)!,
        (BacktestState)row.GetInt16(2),
        row.GetDouble(3),
        row.Text(4) is { } outcome ? JsonSerializer.Deserialize<BacktestOutcome>(outcome, ProductJson.Options) : null,
        row.Text(5),
        row.Utc(6),
        row.IsDBNull(7) ? null : row.Utc(7));

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        using var timer = Database.Time("paper.backtests.write");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql, parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
