using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.ServiceDefaults.Databases;

namespace Trading.Downloader.Storage;

/// <summary>
/// Jobs that survive their process. A worker holds a job by a lease that it renews; when it dies the lease runs out and another
/// worker claims the job, which goes on with whatever the store still lacks.
/// </summary>
internal sealed class JobTable(DatabaseFactory databases, TimeProvider time)
{
    private const string Select =
        "SELECT id, request, state, created_at, finished_at, expected, done, items, weight_used, rows_per_second, eta, plan, error, "
            + "outcome, attempts FROM jobs";

    private static readonly string Live = $"({(int)DownloadState.Queued}, {(int)DownloadState.Running})";

    private readonly Database _database = databases.For(DownloaderSchema.Definition.Name);

    /// <summary>Queues a job; the same request that is queued or running already is that job.</summary>
    public async Task<DownloadJob> AddAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        var text = StoredValue.Json(request);
        await using var session = await _database.SessionAsync("downloader.jobs.add", cancellationToken);
        if (await session.FirstAsync(
            new($"{Select} WHERE request = @text AND state IN {Live}", ("text", text)), Read, cancellationToken) is { } same)
        {
            return same;
        }

        var id = Guid.CreateVersion7();
        await session.ExecuteAsync(
            new(
                """
                INSERT INTO jobs (id, request, state, created_at, expected, done, items, weight_used, plan, lease_until)
                VALUES (@id, @text, 0, @now, 0, 0, 0, 0, '', @free)
                """,
                ("id", Text(id)), ("text", text), ("now", Now), ("free", DateTime.UnixEpoch)),
            cancellationToken);
        return (await FindAsync(session, id, cancellationToken))!;
    }

    public async Task<DownloadJob?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("downloader.jobs.get", cancellationToken);
        return await FindAsync(session, id, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only jobs whose id is below this one; ids rise with time.</param>
    public async Task<IReadOnlyList<DownloadJob>> ListAsync(int limit, Guid? before, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("downloader.jobs.list", cancellationToken);
        return await session.QueryAsync(
            new Sql(Select + " WHERE 1 = 1").And("id < @before", "before", before is { } id ? Text(id) : null).Add(" ORDER BY id DESC")
                .Limit(limit),
            Read,
            cancellationToken);
    }

    /// <summary>Takes the oldest job that waits, or whose worker has not renewed its lease in time; null when there is none.</summary>
    public async Task<DownloadJob?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("downloader.jobs.claim", cancellationToken);
        var lockRow = _database.Provider == DatabaseProvider.Postgres ? "FOR UPDATE SKIP LOCKED" : "";
        var id = await session.FirstAsync(
            new(
                $"""
                UPDATE jobs SET state = {(int)DownloadState.Running}, lease_owner = @owner, lease_until = @until,
                    rows_per_second = 0, eta = NULL, attempts = attempts + 1
                WHERE id = (
                    SELECT id FROM jobs WHERE state IN {Live} AND lease_until < @now
                    ORDER BY created_at, id LIMIT 1 {lockRow})
                AND state IN {Live} AND lease_until < @now
                RETURNING id
                """,
                ("owner", owner), ("until", Now + lease), ("now", Now)),
            row => Guid.ParseExact(row.Text(0), "D"),
            cancellationToken);
        return id == Guid.Empty ? null : await FindAsync(session, id, cancellationToken);
    }

    /// <summary>
    /// Keeps the lease and writes down how far the job is; false when it is not this owner's any more (cancelled, or taken over).
    /// </summary>
    public Task<bool> RenewAsync(Guid id, string owner, TimeSpan lease, DownloadJob progress, CancellationToken cancellationToken) =>
        ChangeAsync(
        "downloader.jobs.renew",
        id,
        owner,
        new(
            """
            UPDATE jobs SET lease_until = @until, expected = @expected, done = @done, items = @items, weight_used = @weight, plan = @plan,
                rows_per_second = @rate, eta = @eta, attempts = CASE WHEN @items > items THEN 1 ELSE attempts END
            """,
            [.. Progress(progress), ("until", Now + lease), ("rate", progress.RowsPerSecond), ("eta", progress.Eta)]),
        cancellationToken);

    /// <summary>Ends a job that this owner holds.</summary>
    public Task<bool> FinishAsync(Guid id, string owner, DownloadJob end, CancellationToken cancellationToken) => ChangeAsync(
        "downloader.jobs.finish",
        id,
        owner,
        new(
            """
            UPDATE jobs SET state = @state, finished_at = @now, expected = @expected, done = @done, items = @items, weight_used = @weight,
                plan = @plan, error = @error, outcome = @outcome
            """,
            [
                .. Progress(end), ("state", (int)end.State), ("now", Now), ("error", end.Error),
                ("outcome", end.Outcome is null ? null : StoredValue.Json(end.Outcome)),
            ]),
        cancellationToken);

    /// <summary>
    /// Gives a job back to the queue, where it waits for <paramref name="delay"/>: a fault that may pass ended this attempt.
    /// </summary>
    public Task RetryAsync(Guid id, string owner, TimeSpan delay, string error, CancellationToken cancellationToken) => ChangeAsync(
        "downloader.jobs.retry",
        id,
        owner,
        new(
            $"UPDATE jobs SET state = {(int)DownloadState.Queued}, lease_owner = NULL, lease_until = @until, error = @error",
            ("until", Now + delay), ("error", error)),
        cancellationToken);

    /// <summary>Gives a job back to the queue: its worker stops in good order, which is no failed attempt.</summary>
    public Task ReleaseAsync(Guid id, string owner, CancellationToken cancellationToken) => ChangeAsync(
        "downloader.jobs.release",
        id,
        owner,
        new(
            $"UPDATE jobs SET state = {(int)DownloadState.Queued}, lease_owner = NULL, lease_until = @free, attempts = attempts - 1",
            ("free", DateTime.UnixEpoch)),
        cancellationToken);

    /// <summary>Cancels a job that is not over; its worker stops at its next renewal at the latest.</summary>
    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("downloader.jobs.cancel", cancellationToken);
        return await session.ExecuteAsync(
            new(
                $"UPDATE jobs SET state = {(int)DownloadState.Cancelled}, finished_at = @now WHERE id = @id AND state IN {Live}",
                ("id", Text(id)), ("now", Now)),
            cancellationToken) == 1;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static string Text(Guid id) => StoredValue.Of(id);

    private static (string Name, object? Value)[] Progress(DownloadJob job) =>
    [
        ("expected", job.Expected), ("done", job.Done), ("items", job.Items), ("weight", job.WeightUsed), ("plan", job.Plan),
    ];

    private static Task<DownloadJob?> FindAsync(SqlSession session, Guid id, CancellationToken cancellationToken) =>
        session.FirstAsync(new($"{Select} WHERE id = @id", ("id", Text(id))), Read, cancellationToken);

    /// <summary>False when this owner does not run the job any more.</summary>
    private async Task<bool> ChangeAsync(string operation, Guid id, string owner, Sql update, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync(operation, cancellationToken);
        update.Add(
            $" WHERE id = @id AND lease_owner = @owner AND state = {(int)DownloadState.Running}", ("id", Text(id)), ("owner", owner));
        return await session.ExecuteAsync(update, cancellationToken) == 1;
    }

    private static DownloadJob Read(SqlRow row) => new()
    {
        Id = Guid.ParseExact(row.Text(0), "D"),
        Request = StoredRequest.Read(row.Text(1)),
        State = (DownloadState)row.Int32(2),
        CreatedAt = row.Time(3),
        FinishedAt = row.TimeOrNull(4),
        Expected = row.Int64(5),
        Done = row.Int64(6),
        Items = row.Int64(7),
        WeightUsed = row.Int64(8),
        RowsPerSecond = row.Double(9),
        Eta = row.TimeOrNull(10),
        Plan = row.Text(11),
        Error = row.TextOrNull(12),
        Outcome = row.JsonOrNull<DownloadOutcome>(13),
        Attempts = row.Int32(14),
    };
}
