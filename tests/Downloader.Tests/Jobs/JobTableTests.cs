using Microsoft.Data.Sqlite;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Jobs;

public sealed class JobTableTests(RealServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-jobs-").FullName;
    private DatabaseFactory? _databases;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_same_request_is_the_same_job_until_it_is_over(DatabaseProvider provider)
    {
        var jobs = await JobsAsync(provider);
        var request = Hours(January, January.AddDays(1));

        var job = await jobs.AddAsync(request, Cancel);
        Assert.Equal(job.Id, (await jobs.AddAsync(request, Cancel)).Id);
        Assert.NotEqual(job.Id, (await jobs.AddAsync(request with { End = January.AddDays(2) }, Cancel)).Id);
        await jobs.CancelAsync(job.Id, Cancel);

        Assert.NotEqual(job.Id, (await jobs.AddAsync(request, Cancel)).Id);
        Assert.Equal(3, (await jobs.ListAsync(10, before: null, Cancel)).Count);
        Assert.Equal(request.Symbols, (await jobs.GetAsync(job.Id, Cancel))!.Request.Symbols);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_job_is_claimed_by_one_worker_and_taken_over_when_its_lease_runs_out(DatabaseProvider provider)
    {
        var jobs = await JobsAsync(provider);
        var job = await jobs.AddAsync(Hours(January, January.AddDays(1)), Cancel);

        var claims = await Task.WhenAll(Enumerable.Range(0, 5).Select(worker => Task.Run(() => jobs.ClaimAsync($"worker-{worker}", TimeSpan.FromMilliseconds(1), Cancel))));
        Assert.Contains(claims, claim => claim?.Id == job.Id);

        var heir = await Poll.UntilAsync(
            () => jobs.ClaimAsync("heir", Lease, Cancel), claim => claim is not null, TimeSpan.FromSeconds(60));
        Assert.Equal(job.Id, heir!.Id);
        Assert.Null(await jobs.ClaimAsync("late", Lease, Cancel));
        Assert.False(await jobs.RenewAsync(job.Id, "worker-0", Lease, job, Cancel));
        Assert.False(await jobs.FinishAsync(job.Id, "worker-0", job with { State = DownloadState.Completed }, Cancel));
        Assert.True(await jobs.RenewAsync(job.Id, "heir", Lease, job with { Items = 7 }, Cancel));
        Assert.Equal(7, (await jobs.GetAsync(job.Id, Cancel))!.Items);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_pace_of_a_job_of_another_process_is_known_and_its_heir_begins_without_one(
        DatabaseProvider provider)
    {
        var jobs = await JobsAsync(provider);
        var job = await jobs.AddAsync(Hours(January, January.AddDays(1)), Cancel);
        await jobs.ClaimAsync("worker", TimeSpan.FromMilliseconds(1), Cancel);
        await jobs.RenewAsync(
            job.Id,
            "worker",
            TimeSpan.FromMilliseconds(1),
            job with { Expected = 24, Done = 6, RowsPerSecond = 12.5, Eta = January },
            Cancel);

        var seen = DownloadView.Of((await jobs.GetAsync(job.Id, Cancel))!, live: null, TimeProvider.System);
        Assert.Equal((0.25, 12.5, January), (seen.Progress, seen.RowsPerSecond, seen.Eta!.Value));

        var heir = await Poll.UntilAsync(
            () => jobs.ClaimAsync("heir", Lease, Cancel), claim => claim is not null, TimeSpan.FromSeconds(60));
        seen = DownloadView.Of(heir!, live: null, TimeProvider.System);
        Assert.Equal((0.0, null), (seen.RowsPerSecond, seen.Eta));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task What_is_missing_at_the_end_is_kept(DatabaseProvider provider)
    {
        var jobs = await JobsAsync(provider);
        var job = await jobs.AddAsync(Hours(January, January.AddDays(1)), Cancel);
        await jobs.ClaimAsync("worker", Lease, Cancel);
        var hole = new MissingRange(January, January.AddHours(1), 1, MissingReason.NotFetched);

        await jobs.FinishAsync(
            job.Id, "worker", job with { State = DownloadState.Failed, Error = "why", Outcome = new DownloadOutcome([new SymbolOutcome("BTCUSDT", [hole], "why")]) }, Cancel);

        var end = (await jobs.GetAsync(job.Id, Cancel))!;
        Assert.Equal((DownloadState.Failed, "why", true), (end.State, end.Error, end.IsOver));
        Assert.Equal(hole, Assert.Single(end.Outcome!.Symbols[0].Missing));
        Assert.False(await jobs.CancelAsync(job.Id, Cancel));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Attempts_are_counted_from_the_last_rows_stored_and_a_retry_waits(DatabaseProvider provider)
    {
        var jobs = await JobsAsync(provider);
        var job = await jobs.AddAsync(Hours(January, January.AddDays(1)), Cancel);

        Assert.Equal(1, (await jobs.ClaimAsync("first", Lease, Cancel))!.Attempts);
        await jobs.RetryAsync(job.Id, "first", TimeSpan.Zero, "why", Cancel);
        var second = await Poll.UntilAsync(
            () => jobs.ClaimAsync("second", Lease, Cancel), claim => claim is not null, TimeSpan.FromSeconds(60));
        Assert.Equal((2, "why"), (second!.Attempts, second.Error));
        await jobs.RenewAsync(job.Id, "second", Lease, second with { Items = 7 }, Cancel);
        Assert.Equal(1, (await jobs.GetAsync(job.Id, Cancel))!.Attempts);

        await jobs.ReleaseAsync(job.Id, "second", Cancel);
        Assert.Equal(1, (await jobs.ClaimAsync("third", Lease, Cancel))!.Attempts);
        await jobs.RetryAsync(job.Id, "third", TimeSpan.FromHours(1), "why", Cancel);
        Assert.Null(await jobs.ClaimAsync("fourth", Lease, Cancel));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_job_of_version_three_reads_the_same(DatabaseProvider provider)
    {
        var database = await DatabaseAsync(provider);
        await SchemaRunner.MigrateAsync(
            database, DownloaderSchema.Definition with { Migrations = [.. DownloaderSchema.Definition.Migrations.Take(3)] }, Cancel);
        await using (var session = await database.SessionAsync(operation: null, Cancel))
        {
            await session.ExecuteAsync(
                new(
                    """
                    INSERT INTO jobs (id, request, state, created_at, finished_at, expected, done, items, weight_used, plan, lease_until, eta) VALUES
                    ('00000000-0000-0000-0000-000000000001', 'old', 2, 1723161240123456, 1723161241000001, 9, 8, 7, 6, 'p', 1723161242000000, 1723161243000000),
                    ('00000000-0000-0000-0000-000000000002', 'waits', 0, 1723161240000000, NULL, 0, 0, 0, 0, '', 0, NULL)
                    """),
                Cancel);
        }

        Assert.Equal(3, await SchemaRunner.MigrateAsync(database, DownloaderSchema.Definition, Cancel));
        Assert.Equal(
            DownloaderSchema.Definition.Migrations.Count, await SchemaRunner.MigrateAsync(database, DownloaderSchema.Definition, Cancel));
        var jobs = new JobTable(_databases!, TimeProvider.System);
        var old = (await jobs.ListAsync(10, before: null, Cancel))[1];

        var time = new DateTime(2024, 8, 8, 23, 54, 0, DateTimeKind.Utc);
        Assert.Equal(
            (time.AddMicroseconds(123_456), time.AddMicroseconds(1_000_001), time.AddSeconds(3)), (old.CreatedAt, old.FinishedAt, old.Eta));
        Assert.Equal("00000000-0000-0000-0000-000000000002", (await jobs.ClaimAsync("worker", Lease, Cancel))!.Id.ToString());
        Assert.Null(await jobs.ClaimAsync("worker", Lease, Cancel));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_databases is not null)
        {
            await _databases.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JobTable> JobsAsync(DatabaseProvider provider)
    {
        await SchemaRunner.MigrateAsync(await DatabaseAsync(provider), DownloaderSchema.Definition, Cancel);
        return new JobTable(_databases!, TimeProvider.System);
    }

    private async Task<Database> DatabaseAsync(DatabaseProvider provider)
    {
        _databases = new DatabaseFactory(new DatabaseOptions
        {
            Provider = provider,
            Directory = _folder,
            ConnectionString = provider == DatabaseProvider.Postgres ? await servers.CreateDatabaseAsync() : null,
        });
        return _databases.For(DownloaderSchema.Definition.Name);
    }
}
