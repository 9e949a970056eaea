using Npgsql;
using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

/// <summary>
/// The trades of PostgreSQL: a batch goes into the partitions of its days, and which ids are on which day commits with it.
/// </summary>
internal sealed class PostgresTrades(Database database) : ITradeWriter
{
    private readonly PostgresTradeDays _days = new(database);

    public async Task<int> WriteAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken)
    {
        var days = TradeDay.Of(trades);
        await using var connection = await database.Postgres!.OpenConnectionAsync(cancellationToken);
        try
        {
            return await WriteAsync(connection, instrument, trades, days, cancellationToken);
        }
        catch (PostgresException exception) when (string.Equals(
            exception.SqlState, PostgresErrorCodes.CheckViolation, StringComparison.Ordinal))
        {
            // Another process has dropped the day since its partition was last seen.
            _days.Forget(days);
            return await WriteAsync(connection, instrument, trades, days, cancellationToken);
        }
    }

    public Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly before, CancellationToken cancellationToken) =>
        _days.ListAsync(before, cancellationToken);

    public Task DropAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken) =>
        _days.DropAsync(day, droppedAt, cancellationToken);

    private async Task<int> WriteAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<Trade> trades, List<TradeDay> days,
        CancellationToken cancellationToken)
    {
        await _days.EnsureAsync(connection, days, cancellationToken);
        if (await PostgresBulk.IsNewAsync(connection, trades.Count, [Probe(instrument, days)], cancellationToken)
            && await PostgresBulk.TryCopyAsync(() => CopyAsync(connection, instrument, trades, days, cancellationToken)))
        {
            return trades.Count;
        }

        // Both statements or none: a batch is one transaction.
        var insert = TradeTables.Trades.Insert(instrument, trades);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { insert, TradeTables.Days.Insert(instrument, days) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return insert.RecordsAffected;
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<Trade> trades, List<TradeDay> days,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PostgresBulk.CopyAsync(connection, TradeTables.Trades, instrument, trades, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { TradeTables.Days.Insert(instrument, days) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static Sql Probe(InstrumentId instrument, List<TradeDay> days) => instrument.Sql(
        """
        SELECT trade_id FROM trades WHERE venue = @venue AND symbol = @symbol AND trade_id BETWEEN @first AND @last
        AND exchange_time >= @from AND exchange_time < @to ORDER BY trade_id LIMIT 1
        """,
        ("first", days.Min(day => day.FirstId)), ("last", days.Max(day => day.LastId)), ("from", days[0].Start),
        ("to", days[^1].Start.AddDays(1)));
}
