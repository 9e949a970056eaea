using System.Globalization;
using Npgsql;
using Trading.Contracts;

namespace Trading.MarketStore.Tests;

/// <summary>What is true of the partitions and cannot be seen from outside of the store.</summary>
public sealed class PostgresTradeDaysTests(PostgresStoreFixture fixture) : IClassFixture<PostgresStoreFixture>
{
    private static readonly DateTime First = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly InstrumentId Instrument = new("simulator", "BTCUSDT");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_bounded_by_a_day_plans_one_of_four_hundred_partitions()
    {
        await fixture.Store.Trades.WriteTradesAsync(
            Instrument, [.. Enumerable.Range(0, 400).Select(day => Of(day, First.AddDays(day)))], Cancel);

        Assert.Equal(400, await fixture.Store.Trades.ReadTradesAsync(Instrument, cancellationToken: Cancel).CountAsync(Cancel));
        var plan = await PlanAsync(
            "AND trade_id >= 7 AND exchange_time >= '2021-02-01Z' AND exchange_time < '2021-02-02Z' ORDER BY trade_id LIMIT 10");
        Assert.Contains("Index Scan using trades_20210201_pkey on trades_20210201", plan, StringComparison.Ordinal);
        Assert.Equal(1, plan.Split("Scan").Length - 1);
    }

    [Fact]
    public async Task A_day_under_a_slow_reader_is_not_dropped_and_a_later_try_does_it()
    {
        var day = new DateTime(2001, 5, 5, 0, 0, 0, DateTimeKind.Utc);
        await fixture.Store.Trades.WriteTradesAsync(
            Instrument, [.. Enumerable.Range(0, 10).Select(i => Of(i - 1000, day.AddHours(i)))], Cancel);
        await using (var reader = await fixture.Database.Postgres!.OpenConnectionAsync(Cancel))
        {
            await using var transaction = await reader.BeginTransactionAsync(Cancel);
            await using var read = new NpgsqlCommand("SELECT count(*) FROM trades WHERE exchange_time < '2001-05-06Z'", reader);
            Assert.Equal(10L, await read.ExecuteScalarAsync(Cancel));

            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => fixture.Store.Trades.DropTradeDayAsync(new DateOnly(2001, 5, 5), day, Cancel));

            Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
            Assert.Equal([new DateOnly(2001, 5, 5)], await fixture.Store.Trades.TradeDaysAsync(new DateOnly(2001, 5, 6), Cancel));
            Assert.Equal(1, await fixture.Store.Trades.WriteTradesAsync(Instrument, [Of(-900, day.AddHours(11))], Cancel));
        }

        await fixture.Store.Trades.DropTradeDayAsync(new DateOnly(2001, 5, 5), day, Cancel);
        Assert.Empty(await fixture.Store.Trades.TradeDaysAsync(new DateOnly(2001, 5, 6), Cancel));
    }

    [Fact]
    public async Task Dropping_gives_the_disk_space_back_at_once()
    {
        var day = new DateTime(2002, 5, 5, 0, 0, 0, DateTimeKind.Utc);
        await fixture.Store.Trades.WriteTradesAsync(
            Instrument, [.. Enumerable.Range(0, 20_000).Select(i => Of(i - 50_000, day.AddSeconds(i)))], Cancel);
        var before = await SizeAsync();

        await fixture.Store.Trades.DropTradeDayAsync(DateOnly.FromDateTime(day), day, Cancel);

        Assert.True(before - await SizeAsync() > 1_000_000);
    }

    private static Trade Of(int id, DateTime time) => new(id, 1.5m, 2m, Side.Buy, time, time);

    private async Task<long> SizeAsync()
    {
        await using var command = fixture.Database.Postgres!.CreateCommand("SELECT pg_database_size(current_database())");
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancel), CultureInfo.InvariantCulture);
    }

    private async Task<string> PlanAsync(string conditions)
    {
        await using var command = fixture.Database.Postgres!.CreateCommand(
            $"EXPLAIN SELECT * FROM trades WHERE venue = 'simulator' AND symbol = 'BTCUSDT' {conditions}");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
