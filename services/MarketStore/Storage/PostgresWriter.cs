using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// A batch whose key range is empty goes in by binary COPY straight into the table; any other goes in by one
/// <c>INSERT … SELECT FROM unnest(…) ON CONFLICT</c>, which costs about three times as much.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource dataSource) : IBulkWriter
{
    // Below this the extra round trip of the probe costs more than COPY saves.
    private const int CopyFromRows = 200;

    private readonly PostgresTradeDays _days = new(dataSource);

    public async Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken)
    {
        var days = TradeDay.Of(trades);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            return await WriteTradesAsync(connection, instrument, trades, days, cancellationToken);
        }
        catch (PostgresException exception) when (string.Equals(exception.SqlState, PostgresErrorCodes.CheckViolation, StringComparison.Ordinal))
        {
            // Another process has dropped the day since its partition was last seen.
            _days.Forget(days);
            return await WriteTradesAsync(connection, instrument, trades, days, cancellationToken);
        }
    }

    public Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken) => _days.ListAsync(before, cancellationToken);

    public Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken) => _days.DropAsync(day, droppedAt, cancellationToken);

    public async Task<int> WriteBarsAsync(InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return bars.Count >= CopyFromRows
            && !await PostgresBars.AnyInRangeAsync(connection, instrument, bars, series, cancellationToken)
            && await TryCopyAsync(() => PostgresBars.CopyAsync(connection, instrument, bars, series, cancellationToken))
                ? bars.Count
                : await PostgresBars.UpsertAsync(connection, instrument, bars, series, cancellationToken);
    }

    public async Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await PostgresWindowBars.UpsertAsync(connection, instrument, bars, cancellationToken);
    }

    public async Task<int> WriteAggregatesAsync(InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return trades.Count >= CopyFromRows
            && !await PostgresAggregates.AnyInRangeAsync(connection, instrument, trades, cancellationToken)
            && await TryCopyAsync(() => PostgresAggregates.CopyAsync(connection, instrument, trades, cancellationToken))
                ? trades.Count
                : await PostgresAggregates.InsertAsync(connection, instrument, trades, cancellationToken);
    }

    public async Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO funding (venue, symbol, funding_time, rate, mark_price, interval_hours)
            SELECT @venue, @symbol, f.* FROM unnest(@time, @rate, @mark, @hours) AS f
            ON CONFLICT (venue, symbol, funding_time) DO UPDATE SET
                mark_price = COALESCE(funding.mark_price, excluded.mark_price), interval_hours = COALESCE(funding.interval_hours, excluded.interval_hours)
            WHERE (funding.mark_price IS NULL AND excluded.mark_price IS NOT NULL) OR (funding.interval_hours IS NULL AND excluded.interval_hours IS NOT NULL)
            """;
        command.Parameters.AddWithValue("venue", instrument.Venue);
        command.Parameters.AddWithValue("symbol", instrument.Symbol);
        command.Parameters.AddWithValue("time", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, rates.Select(rate => rate.Time).ToArray());
        command.Parameters.AddWithValue("rate", NpgsqlDbType.Array | NpgsqlDbType.Numeric, rates.Select(rate => rate.Rate).ToArray());
        command.Parameters.AddWithValue("mark", NpgsqlDbType.Array | NpgsqlDbType.Numeric, rates.Select(rate => rate.MarkPrice).ToArray());
        command.Parameters.AddWithValue("hours", NpgsqlDbType.Array | NpgsqlDbType.Smallint, rates.Select(rate => (short?)rate.IntervalHours).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> WriteTradesAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<Trade> trades, List<TradeDay> days, CancellationToken cancellationToken)
    {
        await _days.EnsureAsync(connection, days, cancellationToken);
        return trades.Count >= CopyFromRows
            && !await PostgresTrades.AnyInRangeAsync(connection, instrument, days, cancellationToken)
            && await TryCopyAsync(() => PostgresTrades.CopyAsync(connection, instrument, trades, days, cancellationToken))
                ? trades.Count
                : await PostgresTrades.InsertAsync(connection, instrument, trades, days, cancellationToken);
    }

    /// <summary>False when another writer put the same key there first, or the batch holds a key twice: nothing was stored then.</summary>
    private static async Task<bool> TryCopyAsync(Func<Task> copy)
    {
        try
        {
            await copy();
            return true;
        }
        catch (PostgresException exception) when (string.Equals(exception.SqlState, PostgresErrorCodes.UniqueViolation, StringComparison.Ordinal))
        {
            return false;
        }
    }
}
