using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

internal sealed class TradeStore(Database database, ITradeWriter writer) : ITradeStore
{
    private readonly IdTable _ids = new(TradeDays.SpansAsync, "trades", "trade_id");

    public async Task<int> WriteTradesAsync(
        InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default)
    {
        if (trades.Count == 0)
        {
            return 0;
        }

        using var timer = database.Time("market.trades.write");
        return await writer.WriteAsync(instrument, trades, cancellationToken);
    }

    public async IAsyncEnumerable<Trade> ReadTradesAsync(
        InstrumentId instrument, TradeQuery query = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.trades.read", cancellationToken);
        var fromId = query.FromId;
        if (query.From is { } from && await _ids.FirstIdAtAsync(session, instrument, from, cancellationToken) is var first)
        {
            if (first is null)
            {
                yield break;
            }

            fromId = Math.Max(fromId ?? long.MinValue, first.Value);
        }

        var toId = query.ToId;
        if (query.To is { } to && await _ids.FirstIdAtAsync(session, instrument, to, cancellationToken) is { } end)
        {
            toId = Math.Min(toId ?? long.MaxValue, end - 1);
        }

        var spans = await _ids.SpansAsync(session, instrument, fromId, toId, cancellationToken);
        if (query.Newest)
        {
            spans.Reverse();
        }

        var rows = RowsAsync(
            session, instrument, spans, (fromId, toId), query.Newest ? "trade_id DESC" : "trade_id", query.Limit, cancellationToken);
        await foreach (var trade in query.Newest ? rows.Reverse() : rows)
        {
            yield return trade;
        }
    }

    public async Task<TradeExtent?> TradeExtentAsync(InstrumentId instrument, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.trades.extent", cancellationToken);
        return await _ids.ExtentAsync(session, instrument, cancellationToken);
    }

    public async Task<IReadOnlyList<IdRange>> MissingTradeIdsAsync(
        InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.trades.missing", cancellationToken);
        return await _ids.MissingIdsAsync(session, instrument, fromId, toId, cancellationToken);
    }

    public async Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken = default)
    {
        using var timer = database.Time("market.trades.days");
        return await writer.DaysAsync(before, cancellationToken);
    }

    public async Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken = default)
    {
        using var timer = database.Time("market.trades.drop");
        await writer.DropAsync(day, droppedAt, cancellationToken);
    }

    public async Task<DateTime?> TradesDroppedBeforeAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.trades.dropped", cancellationToken);
        return await TradeDays.DroppedBeforeAsync(session, cancellationToken);
    }

    public async Task<FeedAnchor> SetAnchorIfAbsentAsync(
        InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.anchor.set", cancellationToken);
        await session.ExecuteAsync(
            instrument.Sql(
                "INSERT INTO feed_anchors (venue, symbol, first_id, seen_at) VALUES (@venue, @symbol, @first_id, @seen_at) ON CONFLICT DO "
                    + "NOTHING",
                ("first_id", anchor.FirstId), ("seen_at", anchor.SeenAt)),
            cancellationToken);
        return await AnchorAsync(session, instrument, cancellationToken) ?? anchor;
    }

    public async Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.anchor.get", cancellationToken);
        return await AnchorAsync(session, instrument, cancellationToken);
    }

    private static Task<FeedAnchor?> AnchorAsync(SqlSession session, InstrumentId instrument, CancellationToken cancellationToken) =>
        session.FirstAsync(
        instrument.Sql("SELECT first_id, seen_at FROM feed_anchors WHERE venue = @venue AND symbol = @symbol"),
        row => (FeedAnchor?)new FeedAnchor(row.Int64(0), row.Time(1)),
        cancellationToken);

    /// <summary>Span after span, until there are enough.</summary>
    private async IAsyncEnumerable<Trade> RowsAsync(
        SqlSession session,
        InstrumentId instrument,
        List<IdSpan> spans,
        (long? From, long? To) range,
        string order,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit ?? int.MaxValue;
        foreach (var span in spans.TakeWhile(_ => left > 0))
        {
            var sql = _ids.Select(instrument, span, "trade_id, price, quantity, side, exchange_time, received_time")
                .And("trade_id >= @from_id", "from_id", range.From)
                .And("trade_id <= @to_id", "to_id", range.To)
                .Add(" ORDER BY " + order).Limit(limit is null ? null : left);
            await foreach (var trade in session.StreamAsync(sql, Row, cancellationToken))
            {
                left--;
                yield return trade;
            }
        }
    }

    private static Trade Row(SqlRow row) => new(row.Int64(0), row.Decimal(1), row.Decimal(2), (Side)row.Int32(3), row.Time(4), row.Time(5));
}
