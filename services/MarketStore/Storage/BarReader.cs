using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class BarReader(ISqlDialect dialect)
{
    // One open time has at most one row per source that is ever stored: archive, REST, own.
    private const int SourcesPerOpenTime = 3;

    public async IAsyncEnumerable<Bar> ReadAsync(
        InstrumentId instrument,
        BarInterval interval,
        BarQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = Command(connection, instrument, interval, query);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var bars = OnePerOpenTimeAsync(reader, interval, query.Limit ?? int.MaxValue, cancellationToken);
        if (!query.Newest)
        {
            await foreach (var bar in bars)
            {
                yield return bar;
            }

            yield break;
        }

        var descending = new Stack<Bar>();
        await foreach (var bar in bars)
        {
            descending.Push(bar);
        }

        foreach (var bar in descending)
        {
            yield return bar;
        }
    }

    public async Task<IReadOnlyList<TimeRange>> MissingAsync(
        InstrumentId instrument,
        BarInterval interval,
        TimeRange range,
        BarSeries series,
        CancellationToken cancellationToken)
    {
        // Compared here, not by a window function: reading the key alone is eight times as fast in SQLite.
        var sql =
            $"""
            SELECT open_time FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
            AND open_time >= @from_time AND open_time < @to_time AND source IN ({(int)BarSource.Rest}, {(int)BarSource.Archive}) AND closed = {dialect.True}
            ORDER BY open_time
            """;
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql, instrument)
            .With("series", (short)series)
            .With("interval", interval.Code)
            .With("from_time", dialect.Time(range.From))
            .With("to_time", dialect.Time(range.To));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<TimeRange>();
        var expected = range.From;
        while (await reader.ReadAsync(cancellationToken))
        {
            var open = dialect.ReadTime(reader, 0);
            if (open > expected)
            {
                missing.Add(new TimeRange(expected, open));
            }

            expected = interval.CloseOf(open);
        }

        if (expected < range.To)
        {
            missing.Add(new TimeRange(expected, range.To));
        }

        return missing;
    }

    private DbCommand Command(DbConnection connection, InstrumentId instrument, BarInterval interval, BarQuery query)
    {
        var command = connection.Command("", instrument).With("series", (short)query.Series).With("interval", interval.Code);
        var sql = new StringBuilder(
            """
            SELECT open_time, open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume, taker_buy_quote_volume,
                closed, source, revision, close_time
            FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
            """);
        command.And(sql, "open_time >= @from_time", "from_time", query.From is { } from ? dialect.Time(from) : null);
        command.And(sql, "open_time < @to_time", "to_time", query.To is { } to ? dialect.Time(to) : null);
        command.And(sql, "source = @source", "source", query.Source is { } source ? (short)source : null);

        // Ordered as the key is, forwards or backwards, so that no sort is needed and reading can stop early.
        sql.Append(query.Newest ? " ORDER BY open_time DESC, source DESC" : " ORDER BY open_time, source");
        if (query.Limit is { } limit)
        {
            sql.Append(CultureInfo.InvariantCulture, $" LIMIT {(long)limit * (query.Source is null ? SourcesPerOpenTime : 1)}");
        }

        command.CommandText = sql.ToString();
        return command;
    }

    private async IAsyncEnumerable<Bar> OnePerOpenTimeAsync(
        DbDataReader reader,
        BarInterval interval,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        Bar? best = null;
        while (count < limit && await reader.ReadAsync(cancellationToken))
        {
            var bar = Row(reader, interval);
            if (best is { } held && held.OpenTime != bar.OpenTime)
            {
                yield return held;
                count++;
                best = bar;
            }
            else if (best is null || IsBetter(bar, best.Value))
            {
                best = bar;
            }
        }

        if (count < limit && best is { } last)
        {
            yield return last;
        }
    }

    private static bool IsBetter(in Bar bar, in Bar held) => bar.Closed == held.Closed ? bar.Source > held.Source : bar.Closed;

    private Bar Row(DbDataReader reader, BarInterval interval) => new(
        dialect.ReadTime(reader, 0),
        interval,
        dialect.ReadNumber(reader, 1),
        dialect.ReadNumber(reader, 2),
        dialect.ReadNumber(reader, 3),
        dialect.ReadNumber(reader, 4),
        dialect.ReadNumber(reader, 5),
        dialect.ReadNumber(reader, 6),
        reader.GetInt64(7),
        dialect.ReadNumber(reader, 8),
        dialect.ReadNumber(reader, 9),
        reader.GetBoolean(10),
        (BarSource)reader.GetInt16(11),
        reader.GetInt32(12),
        reader.IsDBNull(13) ? null : dialect.ReadTime(reader, 13));
}
