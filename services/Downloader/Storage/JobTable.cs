using System.Data.Common;
using System.Text.Json;
using Dapper;
using Trading.Contracts;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.Storage;

/// <summary>
/// Jobs that survive their process. A worker holds a job by a lease that it renews; when it dies the lease runs out and another
/// worker claims the job, which goes on with whatever the store still lacks.
/// </summary>
internal sealed class JobTable(DatabaseFactory databases, TimeProvider time)
{
    private const string Select =
        "SELECT id, request, state, created_at, finished_at, expected, done, items, weight_used, rows_per_second, eta, plan, error, outcome, attempts FROM jobs";

    private static readonly string Live = $"({(int)DownloadState.Queued}, {(int)DownloadState.Running})";

    private readonly Database _database = databases.For(DownloaderSchema.Definition.Name);

    /// <summary>Queues a job; the same request that is queued or running already is that job.</summary>
    public async Task<DownloadJob> AddAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(request, ProductJson.Options);
        using var timer = _database.Time("downloader.jobs.add");
        await using var connection = await _database.OpenAsync(cancellationToken);
        var same = await connection.QueryFirstOrDefaultAsync<Row>(
            Command($"{Select} WHERE request = @text AND state IN {Live}", new { text }, cancellationToken));
        if (same is not null)
        {
            return same.ToJob();
        }

        var id = Guid.CreateVersion7().ToString("D");
        await connection.ExecuteAsync(Command(
            """
            INSERT INTO jobs (id, request, state, created_at, expected, done, items, weight_used, plan, lease_until)
            VALUES (@id, @text, 0, @now, 0, 0, 0, 0, '', 0)
            """,
            new { id, text, now = Now },
            cancellationToken));
        return (await GetAsync(connection, id, cancellationToken))!;
    }

    public async Task<DownloadJob?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.get");
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await GetAsync(connection, id.ToString("D"), cancellationToken);
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Only jobs whose id is below this one; ids rise with time.</param>
    public async Task<IReadOnlyList<DownloadJob>> ListAsync(int limit, Guid? before, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.list");
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"{Select} WHERE id < @before ORDER BY id DESC LIMIT @limit",
            new { before = before?.ToString("D") ?? "~", limit },
            cancellationToken));
        return [.. rows.Select(row => row.ToJob())];
    }

    /// <summary>Takes the oldest job that waits, or whose worker has not renewed its lease in time; null when there is none.</summary>
    public async Task<DownloadJob?> ClaimAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.claim");
        await using var connection = await _database.OpenAsync(cancellationToken);
        var lockRow = _database.Provider == DatabaseProvider.Postgres ? "FOR UPDATE SKIP LOCKED" : "";
        var id = await connection.ExecuteScalarAsync<string?>(Command(
            $"""
            UPDATE jobs SET state = {(int)DownloadState.Running}, lease_owner = @owner, lease_until = @until, rows_per_second = 0, eta = NULL,
                attempts = attempts + 1
            WHERE id = (
                SELECT id FROM jobs WHERE state IN {Live} AND lease_until < @now
                ORDER BY created_at, id LIMIT 1 {lockRow})
            AND state IN {Live} AND lease_until < @now
            RETURNING id
            """,
            new { owner, until = Now + Microseconds(lease), now = Now },
            cancellationToken));
        return id is null ? null : await GetAsync(connection, id, cancellationToken);
    }

    /// <summary>Keeps the lease and writes down how far the job is; false when it is not this owner's any more (cancelled, or taken over).</summary>
    public async Task<bool> RenewAsync(Guid id, string owner, TimeSpan lease, DownloadJob progress, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.renew");
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(
            $"""
            UPDATE jobs SET lease_until = @until, expected = @Expected, done = @Done, items = @Items, weight_used = @WeightUsed, plan = @Plan,
                rows_per_second = @RowsPerSecond, eta = @eta, attempts = CASE WHEN @Items > items THEN 1 ELSE attempts END
            WHERE id = @id AND lease_owner = @owner AND state = {(int)DownloadState.Running}
            """,
            new
            {
                id = id.ToString("D"),
                owner,
                until = Now + Microseconds(lease),
                progress.Expected,
                progress.Done,
                progress.Items,
                progress.WeightUsed,
                progress.Plan,
                progress.RowsPerSecond,
                eta = progress.Eta is { } eta ? Microseconds(eta - DateTime.UnixEpoch) : (long?)null,
            },
            cancellationToken)) == 1;
    }

    /// <summary>Ends a job that this owner holds.</summary>
    public async Task<bool> FinishAsync(Guid id, string owner, DownloadJob end, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.finish");
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(
            $"""
            UPDATE jobs SET state = @state, finished_at = @now, expected = @Expected, done = @Done, items = @Items, weight_used = @WeightUsed,
                plan = @Plan, error = @Error, outcome = @outcome
            WHERE id = @id AND lease_owner = @owner AND state = {(int)DownloadState.Running}
            """,
            new
            {
                id = id.ToString("D"),
                owner,
                state = (int)end.State,
                now = Now,
                end.Expected,
                end.Done,
                end.Items,
                end.WeightUsed,
                end.Plan,
                end.Error,
                outcome = end.Outcome is null ? null : JsonSerializer.Serialize(end.Outcome, ProductJson.Options),
            },
            cancellationToken)) == 1;
    }

    /// <summary>Gives a job back to the queue, where it waits for <paramref name="delay"/>: a fault that may pass ended this attempt.</summary>
    public async Task RetryAsync(Guid id, string owner, TimeSpan delay, string error, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.retry");
        await using var connection = await _database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(Command(
            $"""
            UPDATE jobs SET state = {(int)DownloadState.Queued}, lease_owner = NULL, lease_until = @until, error = @error
            WHERE id = @id AND lease_owner = @owner AND state = {(int)DownloadState.Running}
            """,
            new { id = id.ToString("D"), owner, until = Now + Microseconds(delay), error },
            cancellationToken));
    }

    /// <summary>Gives a job back to the queue: its worker stops in good order, which is no failed attempt.</summary>
    public async Task ReleaseAsync(Guid id, string owner, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.release");
        await using var connection = await _database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(Command(
            $"UPDATE jobs SET state = {(int)DownloadState.Queued}, lease_owner = NULL, lease_until = 0, attempts = attempts - 1 WHERE id = @id AND lease_owner = @owner AND state = {(int)DownloadState.Running}",
            new { id = id.ToString("D"), owner },
            cancellationToken));
    }

    /// <summary>Cancels a job that is not over; its worker stops at its next renewal at the latest.</summary>
    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("downloader.jobs.cancel");
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(
            $"UPDATE jobs SET state = {(int)DownloadState.Cancelled}, finished_at = @now WHERE id = @id AND state IN {Live}",
            new { id = id.ToString("D"), now = Now },
            cancellationToken)) == 1;
    }

    private long Now => Microseconds(time.GetUtcNow() - DateTimeOffset.UnixEpoch);

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);

    private static async Task<DownloadJob?> GetAsync(DbConnection connection, string id, CancellationToken cancellationToken) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(Command($"{Select} WHERE id = @id", new { id }, cancellationToken)))?.ToJob();

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public string Request { get; set; } = "";

        public int State { get; set; }

        public long Created_at { get; set; }

        public long? Finished_at { get; set; }

        public long Expected { get; set; }

        public long Done { get; set; }

        public long Items { get; set; }

        public long Weight_used { get; set; }

        public double Rows_per_second { get; set; }

        public long? Eta { get; set; }

        public string Plan { get; set; } = "";

        public string? Error { get; set; }

        public string? Outcome { get; set; }

        public int Attempts { get; set; }

        public DownloadJob ToJob() => new()
        {
            Id = Guid.ParseExact(Id, "D"),
            Request = StoredRequest.Read(Request),
            State = (DownloadState)State,
            CreatedAt = DateTime.UnixEpoch.AddMicroseconds(Created_at),
            FinishedAt = Finished_at is { } finished ? DateTime.UnixEpoch.AddMicroseconds(finished) : null,
            Expected = Expected,
            Done = Done,
            Items = Items,
            WeightUsed = Weight_used,
            RowsPerSecond = Rows_per_second,
            Eta = Eta is { } eta ? DateTime.UnixEpoch.AddMicroseconds(eta) : null,
            Plan = Plan,
            Error = Error,
            Attempts = Attempts,
            Outcome = Outcome is null ? null : JsonSerializer.Deserialize<DownloadOutcome>(Outcome, ProductJson.Options),
        };
    }
}
