using System.Data.Common;
using System.Runtime.CompilerServices;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>Feed anchors, funding, and the coverage that is counted over all facts.</summary>
internal sealed class FactTables(ISqlDialect dialect)
{
    public async Task<FeedAnchor> SetAnchorIfAbsentAsync(InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var insert = connection.Command(
            "INSERT INTO feed_anchors (venue, symbol, first_id, seen_at) VALUES (@venue, @symbol, @first_id, @seen_at) ON CONFLICT DO NOTHING", instrument)
            .With("first_id", anchor.FirstId)
            .With("seen_at", dialect.Time(anchor.SeenAt));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return await GetAnchorAsync(connection, instrument, cancellationToken) ?? anchor;
    }

    public async Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        return await GetAnchorAsync(connection, instrument, cancellationToken);
    }

    public async IAsyncEnumerable<FundingRate> ReadFundingAsync(
        InstrumentId instrument,
        DateTime from,
        DateTime to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT funding_time, rate, mark_price, interval_hours FROM funding
            WHERE venue = @venue AND symbol = @symbol AND funding_time >= @from_time AND funding_time < @to_time ORDER BY funding_time
            """,
            instrument).With("from_time", dialect.Time(from)).With("to_time", dialect.Time(to));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new FundingRate(
                dialect.ReadTime(reader, 0),
                dialect.ReadNumber(reader, 1),
                reader.IsDBNull(2) ? null : dialect.ReadNumber(reader, 2),
                reader.IsDBNull(3) ? null : reader.GetInt16(3));
        }
    }

    public async Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var entries = new List<CoverageEntry>();
        await using (var bars = connection.Command(
            """
            SELECT interval, source, series, count(*), min(open_time), max(open_time) FROM bars
            WHERE venue = @venue AND symbol = @symbol GROUP BY interval, source, series ORDER BY interval, source, series
            """,
            instrument))
        await using (var reader = await bars.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                entries.Add(new CoverageEntry(
                    MarketDataKind.Bars,
                    BarInterval.Parse(reader.GetString(0)),
                    (BarSource)reader.GetInt16(1),
                    (BarSeries)reader.GetInt16(2),
                    reader.GetInt64(3),
                    dialect.ReadTime(reader, 4),
                    dialect.ReadTime(reader, 5),
                    FirstId: null,
                    LastId: null));
            }
        }

        await AddAsync(MarketDataKind.Trades, "exchange_time", "trade_id", "trades");
        await AddAsync(MarketDataKind.Trades, "exchange_time", "agg_id", "agg_trades", aggregates: true);
        await AddAsync(MarketDataKind.Funding, "funding_time", id: null, "funding");
        return entries;

        async Task AddAsync(MarketDataKind kind, string time, string? id, string table, bool aggregates = false)
        {
            await using var command = connection.Command(
                $"SELECT count(*), min({time}), max({time}), min({id ?? "0"}), max({id ?? "0"}) FROM {table} WHERE venue = @venue AND symbol = @symbol", instrument);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            if (reader.GetInt64(0) is > 0 and var rows)
            {
                entries.Add(new CoverageEntry(
                    kind,
                    Interval: null,
                    Source: null,
                    Series: null,
                    rows,
                    dialect.ReadTime(reader, 1),
                    dialect.ReadTime(reader, 2),
                    id is null ? null : reader.GetInt64(3),
                    id is null ? null : reader.GetInt64(4),
                    aggregates));
            }
        }
    }

    private async Task<FeedAnchor?> GetAnchorAsync(DbConnection connection, InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "SELECT first_id, seen_at FROM feed_anchors WHERE venue = @venue AND symbol = @symbol", instrument);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new FeedAnchor(reader.GetInt64(0), dialect.ReadTime(reader, 1)) : null;
    }
}
