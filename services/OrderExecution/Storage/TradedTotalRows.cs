using System.Data.Common;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the table <c>traded_totals</c>, within a session of the caller.</summary>
internal static class TradedTotalRows
{
    private const string Columns = "venue, symbol, fee_asset, base_quantity, quote_quantity, fee, fills";

    public static Task<List<TradedTotal>> OfAsync(StoreSession session, string venue, CancellationToken cancellationToken) => session.QueryAsync(
        $"SELECT {Columns} FROM traded_totals WHERE venue = @venue ORDER BY symbol, fee_asset", Read, cancellationToken, ("venue", venue));

    /// <summary>Within the transaction that stores the fill. Summed here: SQLite would add decimals as binary floats.</summary>
    public static async Task AddAsync(StoreSession session, Order order, Fill fill, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            $"INSERT INTO traded_totals ({Columns}) VALUES (@venue, @symbol, @feeAsset, @base, @quote, @fee, @fills) ON CONFLICT DO NOTHING",
            cancellationToken,
            Values(TradedTotal.None(order.Venue, order.Symbol, fill.FeeAsset)));
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM traded_totals WHERE venue = @venue AND symbol = @symbol AND fee_asset = @feeAsset{session.RowLock}",
            Read,
            cancellationToken,
            ("venue", order.Venue),
            ("symbol", order.Symbol),
            ("feeAsset", fill.FeeAsset));
        await session.ExecuteAsync(
            "UPDATE traded_totals SET base_quantity = @base, quote_quantity = @quote, fee = @fee, fills = @fills "
            + "WHERE venue = @venue AND symbol = @symbol AND fee_asset = @feeAsset",
            cancellationToken,
            Values(rows[0].Add(order.Side, fill)));
    }

    private static (string Name, object? Value)[] Values(TradedTotal total) =>
    [
        ("venue", total.Venue), ("symbol", total.Symbol), ("feeAsset", total.FeeAsset), ("base", total.BaseQuantity), ("quote", total.QuoteQuantity),
        ("fee", total.Fee), ("fills", total.Fills),
    ];

    private static TradedTotal Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), StoredText.Number(row, 3), StoredText.Number(row, 4), StoredText.Number(row, 5), row.GetInt64(6));
}
