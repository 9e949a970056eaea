using System.Globalization;
using Microsoft.Data.Sqlite;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Databases;

public sealed class SqlSessionTests(RealServers servers) : IAsyncLifetime
{
    private static readonly SchemaDefinition Schema = new("things",
    [
        new Migration(
            1,
            "CREATE TABLE thing (id uuid PRIMARY KEY, price numeric, seen timestamptz, data text)",
            "CREATE TABLE thing (id text PRIMARY KEY, price text, seen integer, data text)"),
    ]);

    private static readonly DateTime Seen = new DateTime(2024, 8, 8, 23, 54, 0, DateTimeKind.Utc).AddMicroseconds(123456);
    private static readonly Guid Id = Guid.Parse("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-session-").FullName;
    private DatabaseFactory? _databases;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _databases!.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Money_times_and_ids_come_back_exactly(DatabaseProvider provider)
    {
        await using var session = await (await StartAsync(provider)).SessionAsync(operation: null, Cancel);
        await AddAsync(session, Id, 61123.4500m, Seen.AddTicks(9), StoredValue.Json(new[] { 0.10m }));
        await AddAsync(session, Guid.Empty, null, null, null);

        var rows = await session.QueryAsync(
            new("SELECT id, price, seen, data FROM thing ORDER BY id DESC"),
            row => (Id: row.Id(0), Price: row.DecimalOrNull(1), Seen: row.TimeOrNull(2), Data: row.JsonOrNull<decimal[]>(3)),
            Cancel);

        Assert.Equal((Id, 61123.4500m, Seen), (rows[0].Id, rows[0].Price, rows[0].Seen));
        Assert.Equal("61123.4500", rows[0].Price!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, rows[0].Seen!.Value.Kind);
        Assert.Equal([0.10m], rows[0].Data!);
        Assert.Equal((Guid.Empty, null, null, null), rows[1]);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Times_are_compared_and_moved_as_they_are_stored(DatabaseProvider provider)
    {
        await using var session = await (await StartAsync(provider)).SessionAsync(operation: null, Cancel);
        await AddAsync(session, Id, 1m, Seen, null);

        Assert.Equal(1, await CountAsync(new("SELECT count(*) FROM thing WHERE seen = @time AND id = @id", ("time", Seen), ("id", Id))));
        Assert.Equal(1, await CountAsync(
            new("SELECT count(*) FROM thing WHERE seen = @time", ("time", DateTime.SpecifyKind(Seen, DateTimeKind.Unspecified)))));
        Assert.Equal(0, await CountAsync(
            new("SELECT count(*) FROM thing WHERE seen + @span <= @time", ("span", TimeSpan.FromMicroseconds(1)), ("time", Seen))));
        Assert.Equal(1, await CountAsync(
            new Sql("SELECT count(*) FROM thing WHERE 1 = 1").And("seen >= @from", "from", Seen).And("seen < @to", "to", null)));

        Task<long> CountAsync(Sql sql) => session.FirstAsync(sql, row => row.Int64(0), Cancel);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task What_is_not_committed_is_not_there(DatabaseProvider provider)
    {
        var database = await StartAsync(provider);
        await using (var session = await database.TransactionAsync(operation: null, Cancel))
        {
            await AddAsync(session, Id, 1m, Seen, null);
        }

        await using (var session = await database.TransactionAsync(operation: null, Cancel))
        {
            await AddAsync(session, Guid.Empty, 1m, Seen, null);
            await session.CommitAsync(Cancel);
        }

        await using var after = await database.SessionAsync(operation: null, Cancel);
        Assert.Equal([Guid.Empty], await after.StreamAsync(new("SELECT id FROM thing"), row => row.Id(0), Cancel).ToListAsync(Cancel));
        Assert.Equal(0, await after.FirstAsync(new("SELECT 7 FROM thing WHERE price > 5 AND price < 4"), row => row.Int32(0), Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => after.CommitAsync(Cancel));
    }

    private static Task<int> AddAsync(SqlSession session, Guid id, decimal? price, DateTime? seen, string? data) => session.ExecuteAsync(
        new("INSERT INTO thing (id, price, seen, data) VALUES (@id, @price, @seen, @data)", ("id", id), ("price", price), ("seen", seen), ("data", data)), Cancel);

    private async Task<Database> StartAsync(DatabaseProvider provider)
    {
        _databases = new DatabaseFactory(new DatabaseOptions
        {
            Provider = provider,
            Directory = _folder,
            ConnectionString = provider == DatabaseProvider.Postgres ? await servers.CreateDatabaseAsync() : null,
        });
        var database = _databases.For("things");
        await SchemaRunner.MigrateAsync(database, Schema, Cancel);
        return database;
    }
}
