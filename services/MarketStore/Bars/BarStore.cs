using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bars;

internal sealed class BarStore(Database database, IBulkWriter writer) : IBarStore
{
    // One open time has at most one row per source that is ever stored: archive, REST, own.
    private const int SourcesPerOpenTime = 3;

    private const string OfWindow = " FROM window_bars WHERE venue = @venue AND symbol = @symbol AND window_code = @window";

    public async Task<int> WriteBarsAsync(
        InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series = BarSeries.Last, CancellationToken cancellationToken = default)
    {
        if (bars.Count == 0)
        {
            return 0;
        }

        using var timer = database.Time("market.bars.write");
        return await writer.WriteAsync(BarTables.Of(series), instrument, bars, cancellationToken);
    }

    public async IAsyncEnumerable<Bar> ReadBarsAsync(
        InstrumentId instrument, BarInterval interval, BarQuery query = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.bars.read", cancellationToken);

        // Ordered as the key is, forwards or backwards, so that no sort is needed and reading can stop early.
        var sql = instrument.Sql(
            """
            SELECT open_time, open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume, taker_buy_quote_volume,
                closed, source, revision, close_time
            FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
            """,
            ("series", (short)query.Series), ("interval", interval.Code))
            .And("open_time >= @from_time", "from_time", query.From)
            .And("open_time < @to_time", "to_time", query.To)
            .And("source = @source", "source", (short?)query.Source)
            .Add(query.Newest ? " ORDER BY open_time DESC, source DESC" : " ORDER BY open_time, source")
            .Limit((long?)query.Limit * (query.Source is null ? SourcesPerOpenTime : 1));
        var bars = OnePerOpenTimeAsync(session.StreamAsync(sql, row => Row(row, interval), cancellationToken), query.Limit ?? int.MaxValue);
        await foreach (var bar in query.Newest ? bars.Reverse() : bars)
        {
            yield return bar;
        }
    }

    public async Task<IReadOnlyList<TimeRange>> MissingBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        DateTime from,
        DateTime to,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default)
    {
        // Compared here, not by a window function: reading the key alone is eight times as fast in SQLite.
        await using var session = await database.SessionAsync("market.bars.missing", cancellationToken);
        var missing = new List<TimeRange>();
        var expected = from;
        await session.ForEachAsync(
            instrument.Sql(
                $"""
                SELECT open_time FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
                AND open_time >= @from_time AND open_time < @to_time AND closed
                AND source IN ({(int)BarSource.Rest}, {(int)BarSource.Archive})
                ORDER BY open_time
                """,
                ("series", (short)series), ("interval", interval.Code), ("from_time", from), ("to_time", to)),
            row =>
            {
                var open = row.Time(0);
                if (open > expected)
                {
                    missing.Add(new TimeRange(expected, open));
                }

                expected = interval.CloseOf(open);
            },
            cancellationToken);
        if (expected < to)
        {
            missing.Add(new TimeRange(expected, to));
        }

        return missing;
    }

    public async Task<int> WriteWindowBarsAsync(
        InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken = default)
    {
        if (bars.Count == 0)
        {
            return 0;
        }

        using var timer = database.Time("market.windows.write");
        return await writer.WriteAsync(BarTables.Windows, instrument, bars, cancellationToken);
    }

    public async IAsyncEnumerable<WindowBar> ReadWindowBarsAsync(
        InstrumentId instrument, string window, WindowBarQuery query = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.windows.read", cancellationToken);
        var sql = instrument.Sql(
            """
            SELECT position, last_id, open_time, close_time, open, high, low, close, volume, quote_volume, trade_count,
                taker_buy_volume, taker_buy_quote_volume, closed, revision
            """ + OfWindow,
            ("window", window))
            .And("open_time >= @from_time", "from_time", query.From)
            .And("open_time < @to_time", "to_time", query.To)
            .And("position >= @from_position", "from_position", query.FromPosition)
            .And("position <= @to_position", "to_position", query.ToPosition)
            .Add(query.Newest ? " ORDER BY position DESC" : " ORDER BY position").Limit(query.Limit);
        var bars = session.StreamAsync(sql, row => Row(row, window), cancellationToken);
        await foreach (var bar in query.Newest ? bars.Reverse() : bars)
        {
            yield return bar;
        }
    }

    public async Task<int> DeleteWindowBarsAsync(
        InstrumentId instrument, string window, long fromPosition, long toPosition, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.windows.delete", cancellationToken);
        return await session.ExecuteAsync(
            instrument.Sql(
                "DELETE" + OfWindow + " AND position BETWEEN @from_position AND @to_position",
                ("window", window), ("from_position", fromPosition), ("to_position", toPosition)),
            cancellationToken);
    }

    private static async IAsyncEnumerable<Bar> OnePerOpenTimeAsync(IAsyncEnumerable<Bar> bars, int limit)
    {
        var count = 0;
        Bar? best = null;
        await foreach (var bar in bars)
        {
            if (best is { } held && held.OpenTime != bar.OpenTime)
            {
                yield return held;
                best = bar;
                if (++count >= limit)
                {
                    yield break;
                }
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

    private static Bar Row(SqlRow row, BarInterval interval) => new(
        row.Time(0),
        interval,
        row.Decimal(1),
        row.Decimal(2),
        row.Decimal(3),
        row.Decimal(4),
        row.Decimal(5),
        row.Decimal(6),
        row.Int64(7),
        row.Decimal(8),
        row.Decimal(9),
        row.Boolean(10),
        (BarSource)row.Int32(11),
        row.Int32(12),
        row.TimeOrNull(13));

    private static WindowBar Row(SqlRow row, string window) => new(
        window,
        row.Int64(0),
        row.Int64(1),
        row.Time(2),
        row.Time(3),
        row.Decimal(4),
        row.Decimal(5),
        row.Decimal(6),
        row.Decimal(7),
        row.Decimal(8),
        row.Decimal(9),
        row.Int64(10),
        row.Decimal(11),
        row.Decimal(12),
        row.Boolean(13),
        row.Int32(14));
}
