using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the table <c>traded_totals</c>, within a session of the caller.</summary>
internal static class TradedTotalRows
{
    private const string Columns = "venue, symbol, fee_asset, base_quantity, quote_quantity, fee, fills";

    public static Task<List<TradedTotal>> OfAsync(SqlSession session, string venue, CancellationToken cancellationToken) =>
        session.QueryAsync(
        new($"SELECT {Columns} FROM traded_totals WHERE venue = @venue ORDER BY symbol, fee_asset", ("venue", venue)),
        Read,
        cancellationToken);

    /// <summary>Within the transaction that stores the fill. Summed here: SQLite would add decimals as binary floats.</summary>
    public static async Task AddAsync(SqlSession session, Order order, Fill fill, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            new(
                $"INSERT INTO traded_totals ({Columns}) VALUES (@venue, @symbol, @feeAsset, @base, @quote, @fee, @fills) ON CONFLICT DO "
                    + "NOTHING",
                Values(TradedTotal.None(order.Venue, order.Symbol, fill.FeeAsset))),
            cancellationToken);
        var total = await session.FirstAsync(
            new(
                $"SELECT {Columns} FROM traded_totals WHERE venue = @venue AND symbol = @symbol AND fee_asset = @feeAsset{session.RowLock}",
                ("venue", order.Venue), ("symbol", order.Symbol), ("feeAsset", fill.FeeAsset)),
            Read,
            cancellationToken);
        await session.ExecuteAsync(
            new(
                "UPDATE traded_totals SET base_quantity = @base, quote_quantity = @quote, fee = @fee, fills = @fills "
                + "WHERE venue = @venue AND symbol = @symbol AND fee_asset = @feeAsset",
                Values(total!.Add(order.Side, fill))),
            cancellationToken);
    }

    private static (string Name, object? Value)[] Values(TradedTotal total) =>
    [
        ("venue", total.Venue), ("symbol", total.Symbol), ("feeAsset", total.FeeAsset), ("base", total.BaseQuantity),
        ("quote", total.QuoteQuantity),
        ("fee", total.Fee), ("fills", total.Fills),
    ];

    private static TradedTotal Read(SqlRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), Decimals.Plain(row.Decimal(3)), Decimals.Plain(row.Decimal(4)),
        Decimals.Plain(row.Decimal(5)), row.Int64(6));
}
