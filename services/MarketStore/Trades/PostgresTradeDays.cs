using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

/// <summary>
/// The partitions of the trades, one a UTC day: made when the first trade of a day is written, dropped whole. Making one locks no
/// reader and no writer out; processes take turns by an advisory lock.
/// </summary>
internal sealed class PostgresTradeDays(Database database)
{
    private const string Prefix = "trades_";

    // Days that have a partition. One is added a day, and a few while history is healed.
    private readonly ConcurrentDictionary<DateTime, bool> _known = new();

    public async Task EnsureAsync(NpgsqlConnection connection, List<TradeDay> days, CancellationToken cancellationToken)
    {
        foreach (var day in days)
        {
            if (_known.ContainsKey(day.Start))
            {
                continue;
            }

            await using var command = new NpgsqlCommand("SELECT add_trade_day(@day)", connection);
            command.Parameters.AddWithValue("day", NpgsqlDbType.TimestampTz, day.Start);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _known[day.Start] = true;
        }
    }

    /// <summary>A partition that was known is gone.</summary>
    public void Forget(List<TradeDay> days) => days.ForEach(day => _known.TryRemove(day.Start, out _));

    public async Task<IReadOnlyList<DateOnly>> ListAsync(DateOnly before, CancellationToken cancellationToken)
    {
        await using var session = await database.SessionAsync(operation: null, cancellationToken);
        var days = await session.QueryAsync(
            new(
                "SELECT relname::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'trades'::regclass "
                    + "ORDER BY relname"),
            row => DayOf(row.Text(0)),
            cancellationToken);
        return [.. days.OfType<DateOnly>().Where(day => day < before)];
    }

    /// <summary>All or nothing. A long reader of trades is waited for a second at most: every later reader waits behind the drop.</summary>
    public async Task DropAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken)
    {
        await using var session = await database.TransactionAsync(operation: null, cancellationToken);
        await session.ExecuteAsync(
            new(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SET LOCAL lock_timeout = '1s';
                SELECT pg_advisory_xact_lock(hashtext('trading.market.trades'));
                DROP TABLE IF EXISTS {Prefix}{day:yyyyMMdd};
                """)),
            cancellationToken);
        await session.ExecuteAsync(
            new(
                """
                UPDATE feed_anchors AS anchor SET first_id = dropped.last_id + 1 FROM trade_days AS dropped
                WHERE dropped.day = @day AND dropped.venue = anchor.venue AND dropped.symbol = anchor.symbol
                    AND dropped.last_id >= anchor.first_id;
                DELETE FROM trade_days WHERE day = @day;
                INSERT INTO dropped_days (day, dropped_at) VALUES (@day, @dropped_at)
                    ON CONFLICT (day) DO UPDATE SET dropped_at = excluded.dropped_at;
                """,
                ("day", TradeDay.Of(day)), ("dropped_at", droppedAt)),
            cancellationToken);
        await session.CommitAsync(cancellationToken);
        _known.TryRemove(TradeDay.Of(day), out _);
    }

    /// <summary>Null: a partition that somebody else has attached under another name is not ours to drop.</summary>
    private static DateOnly? DayOf(string partition) =>
        partition.StartsWith(Prefix, StringComparison.Ordinal)
        && DateOnly.TryParseExact(
            partition.AsSpan(Prefix.Length), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
