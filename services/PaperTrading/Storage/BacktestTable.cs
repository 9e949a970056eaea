using Trading.Backtesting.Runs;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Backtests, asked for and done.</summary>
internal sealed class BacktestTable(DatabaseFactory databases)
{
    private const string Columns = "id, request, state, progress, result, error, created_at, finished_at";

    private Database Database => databases.For(PaperSchema.Name);

    public Task AddAsync(BacktestRecord record, CancellationToken cancellationToken) => ExecuteAsync(
        new(
            "INSERT INTO backtests (id, request, state, progress, created_at) VALUES (@id, @request, @state, @progress, @time)",
            ("id", record.Id), ("request", StoredValue.Json(record.Request)), ("state", (short)record.State),
            ("progress", record.Progress), ("time", record.CreatedAt)),
        cancellationToken);

    public Task StartAsync(string id, CancellationToken cancellationToken) => ExecuteAsync(
        new("UPDATE backtests SET state = @state WHERE id = @id", ("state", (short)BacktestState.Running), ("id", id)), cancellationToken);

    /// <summary>Stores a run's outcome; one that was ended as failed meanwhile stays so.</summary>
    public Task CompleteAsync(string id, BacktestOutcome outcome, DateTime at, CancellationToken cancellationToken) => ExecuteAsync(
        new(
            "UPDATE backtests SET state = @state, progress = @progress, result = @result, run_hash = @hash, finished_at = @time "
            + "WHERE id = @id AND state <> @failed",
            ("state", (short)BacktestState.Completed), ("progress", 1d), ("result", StoredValue.Json(outcome)),
            ("hash", outcome.RunHash), ("time", at), ("id", id), ("failed", (short)BacktestState.Failed)),
        cancellationToken);

    public Task FailAsync(string id, string error, DateTime at, CancellationToken cancellationToken) => ExecuteAsync(
        new(
            "UPDATE backtests SET state = @state, error = @error, finished_at = @time WHERE id = @id",
            ("state", (short)BacktestState.Failed), ("error", error), ("time", at), ("id", id)),
        cancellationToken);

    public async Task<BacktestRecord?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.backtests.find", cancellationToken);
        return await session.FirstAsync(new($"SELECT {Columns} FROM backtests WHERE id = @id", ("id", id)), Read, cancellationToken);
    }

    /// <summary>Newest first, without their outcomes.</summary>
    public async Task<IReadOnlyList<BacktestRecord>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.backtests.list", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT id, request, state, progress, NULL, error, created_at, finished_at FROM backtests ORDER BY created_at DESC, id "
                    + "LIMIT @limit",
                ("limit", limit)),
            Read,
            cancellationToken);
    }

    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.backtests.unfinished", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT id FROM backtests WHERE state IN (@queued, @running) ORDER BY created_at, id",
                ("queued", (short)BacktestState.Queued), ("running", (short)BacktestState.Running)),
            row => row.Text(0),
            cancellationToken);
    }

    private static BacktestRecord Read(SqlRow row) => new(
        row.Text(0),
        row.Json<BacktestRequest>(1),
        (BacktestState)row.Int32(2),
        row.Double(3),
        row.JsonOrNull<BacktestOutcome>(4),
        row.TextOrNull(5),
        row.Time(6),
        row.TimeOrNull(7));

    private async Task ExecuteAsync(Sql sql, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.backtests.write", cancellationToken);
        await session.ExecuteAsync(sql, cancellationToken);
    }
}
