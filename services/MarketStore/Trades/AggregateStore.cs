using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

internal sealed class AggregateStore(Database database, IBulkWriter writer) : IAggregateStore
{
    private readonly IdTable _ids = new((_, _, _, _, _) => Task.FromResult<List<IdSpan>>([IdSpan.WholeTable]), "agg_trades", "agg_id");

    public async Task<int> WriteAggregateTradesAsync(
        InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken = default)
    {
        if (trades.Count == 0)
        {
            return 0;
        }

        using var timer = database.Time("market.aggregates.write");
        return await writer.WriteAsync(TradeTables.Aggregates, instrument, trades, cancellationToken);
    }

    public async IAsyncEnumerable<AggregateTrade> ReadAggregateTradesAsync(
        InstrumentId instrument, IdRange ids, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.aggregates.read", cancellationToken);
        var rows = session.StreamAsync(
            _ids.Select(
                instrument, IdSpan.WholeTable, "agg_id, price, quantity, first_trade_id, last_trade_id, exchange_time, side, best_match")
                .Add(" AND agg_id BETWEEN @first AND @last ORDER BY agg_id", ("first", ids.First), ("last", ids.Last)),
            Row,
            cancellationToken);
        await foreach (var trade in rows)
        {
            yield return trade;
        }
    }

    public async Task<IdRange?> AggregateTradeIdsAsync(
        InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.aggregates.ids", cancellationToken);
        if (await _ids.FirstIdAtAsync(session, instrument, from, cancellationToken) is not { } first)
        {
            return null;
        }

        var end = await _ids.FirstIdAtAsync(session, instrument, to, cancellationToken) ?? long.MaxValue;
        var last = await session.FirstAsync(
            _ids.Select(instrument, IdSpan.WholeTable, "max(agg_id)")
                .Add(" AND agg_id >= @first AND agg_id < @end", ("first", first), ("end", end)),
            row => row.Int64OrNull(0),
            cancellationToken);
        return last is null ? null : new IdRange(first, last.Value);
    }

    public async Task<IReadOnlyList<IdRange>> MissingAggregateTradeIdsAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.aggregates.missing", cancellationToken);
        return await _ids.MissingIdsAsync(session, instrument, ids.First, ids.Last, cancellationToken);
    }

    private static AggregateTrade Row(SqlRow row) => new(
        row.Int64(0), row.Decimal(1), row.Decimal(2), row.Int64(3), row.Int64(4), row.Time(5), (Side)row.Int32(6),
        row.IsNull(7) ? null : row.Boolean(7));
}
