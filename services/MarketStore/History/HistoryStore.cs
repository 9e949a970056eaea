using System.Runtime.CompilerServices;
using NpgsqlTypes;
using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.History;

internal sealed class HistoryStore(Database database, IBulkWriter writer) : IHistoryStore
{
    private static readonly FactTable<FundingRate> Funding = new(
        "funding",
        """
        ON CONFLICT (venue, symbol, funding_time) DO UPDATE SET
            mark_price = COALESCE(stored.mark_price, excluded.mark_price),
            interval_hours = COALESCE(stored.interval_hours, excluded.interval_hours)
        WHERE (stored.mark_price IS NULL AND excluded.mark_price IS NOT NULL)
            OR (stored.interval_hours IS NULL AND excluded.interval_hours IS NOT NULL)
        """,
        new FactColumn<FundingRate, DateTime>("funding_time", NpgsqlDbType.TimestampTz, static (in rate) => rate.Time),
        new FactColumn<FundingRate, decimal>("rate", NpgsqlDbType.Numeric, static (in rate) => rate.Rate),
        new FactColumn<FundingRate, decimal?>("mark_price", NpgsqlDbType.Numeric, static (in rate) => rate.MarkPrice),
        new FactColumn<FundingRate, short?>("interval_hours", NpgsqlDbType.Smallint, static (in rate) => (short?)rate.IntervalHours));

    public async Task<int> WriteFundingAsync(
        InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default)
    {
        if (rates.Count == 0)
        {
            return 0;
        }

        using var timer = database.Time("market.funding.write");
        return await writer.WriteAsync(Funding, instrument, rates, cancellationToken);
    }

    public async IAsyncEnumerable<FundingRate> ReadFundingAsync(
        InstrumentId instrument, DateTime from, DateTime to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.funding.read", cancellationToken);
        var rates = session.StreamAsync(
            instrument.Sql(
                """
                SELECT funding_time, rate, mark_price, interval_hours FROM funding
                WHERE venue = @venue AND symbol = @symbol AND funding_time >= @from_time AND funding_time < @to_time ORDER BY funding_time
                """,
                ("from_time", from), ("to_time", to)),
            row => new FundingRate(row.Time(0), row.Decimal(1), row.DecimalOrNull(2), row.IsNull(3) ? null : row.Int32(3)),
            cancellationToken);
        await foreach (var rate in rates)
        {
            yield return rate;
        }
    }

    public async Task WriteArchiveAsync(string venue, KnownArchive archive, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.archives.write", cancellationToken);
        await session.ExecuteAsync(
            new(
                """
                INSERT INTO archives (venue, path, sha256, from_time, to_time, read_at)
                VALUES (@venue, @path, @sha256, @from_time, @to_time, @read_at)
                ON CONFLICT (venue, path) DO UPDATE SET sha256 = excluded.sha256, read_at = excluded.read_at
                """,
                ("venue", venue), ("path", archive.Path), ("sha256", archive.Sha256), ("from_time", archive.From), ("to_time", archive.To),
                ("read_at", archive.ReadAt)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<KnownArchive>> ArchivesAsync(
        string venue, TimeRange range, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.archives.read", cancellationToken);
        return await session.QueryAsync(
            new(
                """
                SELECT path, sha256, from_time, to_time, read_at FROM archives
                WHERE venue = @venue AND from_time < @to_time AND to_time > @from_time ORDER BY from_time, path
                """,
                ("venue", venue), ("from_time", range.From), ("to_time", range.To)),
            row => new KnownArchive(row.Text(0), row.Text(1), row.Time(2), row.Time(3), row.Time(4)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.coverage", cancellationToken);
        var entries = await session.QueryAsync(
            instrument.Sql(
                """
                SELECT interval, source, series, count(*), min(open_time), max(open_time) FROM bars
                WHERE venue = @venue AND symbol = @symbol GROUP BY interval, source, series ORDER BY interval, source, series
                """),
            row => new CoverageEntry(
                MarketDataKind.Bars,
                BarInterval.Parse(row.Text(0)),
                (BarSource)row.Int32(1),
                (BarSeries)row.Int32(2),
                row.Int64(3),
                row.Time(4),
                row.Time(5),
                FirstId: null,
                LastId: null),
            cancellationToken);
        await AddAsync(MarketDataKind.Trades, "exchange_time", "trade_id", "trades");
        await AddAsync(MarketDataKind.Trades, "exchange_time", "agg_id", "agg_trades", aggregates: true);
        await AddAsync(MarketDataKind.Funding, "funding_time", id: null, "funding");
        return entries;

        async Task AddAsync(MarketDataKind kind, string time, string? id, string table, bool aggregates = false) =>
            entries.AddRange(await session.QueryAsync(
            instrument.Sql(
                $"""
                SELECT count(*), min({time}), max({time}), min({id ?? "NULL"}), max({id ?? "NULL"}) FROM {table}
                WHERE venue = @venue AND symbol = @symbol HAVING count(*) > 0
                """),
            row => new CoverageEntry(
                kind, Interval: null, Source: null, Series: null, row.Int64(0), row.Time(1), row.Time(2), row.Int64OrNull(3),
                row.Int64OrNull(4), aggregates),
            cancellationToken));
    }
}
