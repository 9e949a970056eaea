using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class WindowBarReader(ISqlDialect dialect)
{
    private const string OfWindow = " FROM window_bars WHERE venue = @venue AND symbol = @symbol AND window_code = @window";

    public async IAsyncEnumerable<WindowBar> ReadAsync(
        InstrumentId instrument, string window, WindowBarQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command("", instrument).With("window", window);
        var sql = new StringBuilder(
            """
            SELECT position, last_id, open_time, close_time, open, high, low, close, volume, quote_volume, trade_count,
                taker_buy_volume, taker_buy_quote_volume, closed, revision
            """).Append(OfWindow);
        command.And(sql, "open_time >= @from_time", "from_time", query.From is { } from ? dialect.Time(from) : null);
        command.And(sql, "open_time < @to_time", "to_time", query.To is { } to ? dialect.Time(to) : null);
        command.And(sql, "position >= @from_position", "from_position", query.FromPosition);
        command.And(sql, "position <= @to_position", "to_position", query.ToPosition);
        sql.Append(query.Newest ? " ORDER BY position DESC" : " ORDER BY position");
        if (query.Limit is { } limit)
        {
            sql.Append(CultureInfo.InvariantCulture, $" LIMIT {limit}");
        }

        command.CommandText = sql.ToString();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var descending = new Stack<WindowBar>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (query.Newest)
            {
                descending.Push(Row(reader, window));
            }
            else
            {
                yield return Row(reader, window);
            }
        }

        foreach (var bar in descending)
        {
            yield return bar;
        }
    }

    public async Task<int> DeleteAsync(InstrumentId instrument, string window, long fromPosition, long toPosition, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command("DELETE" + OfWindow + " AND position BETWEEN @from_position AND @to_position", instrument)
            .With("window", window).With("from_position", fromPosition).With("to_position", toPosition);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private WindowBar Row(DbDataReader reader, string window) => new(
        window,
        reader.GetInt64(0),
        reader.GetInt64(1),
        dialect.ReadTime(reader, 2),
        dialect.ReadTime(reader, 3),
        dialect.ReadNumber(reader, 4),
        dialect.ReadNumber(reader, 5),
        dialect.ReadNumber(reader, 6),
        dialect.ReadNumber(reader, 7),
        dialect.ReadNumber(reader, 8),
        dialect.ReadNumber(reader, 9),
        reader.GetInt64(10),
        dialect.ReadNumber(reader, 11),
        dialect.ReadNumber(reader, 12),
        reader.GetBoolean(13),
        reader.GetInt32(14));
}
