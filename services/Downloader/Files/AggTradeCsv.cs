using Trading.Contracts;

namespace Trading.Downloader.Files;

/// <summary>
/// Aggregate trades in the layout of the published archives: id, price, quantity, first trade id, last trade id, time, buyer is maker
/// and, on spot, best match. Some files have a header.
/// </summary>
internal static class AggTradeCsv
{
    private const string What = "aggregate trade";
    private const string FuturesHeader = "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

    public static string Header(bool spot) => spot ? FuturesHeader + ",is_best_match" : FuturesHeader;

    /// <summary>Rows of a file, in batches that are reused: a batch lives until the next one is asked for.</summary>
    /// <param name="latest">UTC: no row is of a later time.</param>
    /// <exception cref="InvalidDataException">A line is no aggregate trade; the message names it.</exception>
    public static IEnumerable<List<AggregateTrade>> Read(Stream stream, DateTime latest) => CsvBatches.Read<AggregateTrade>(
        stream, What, Row, (in AggregateTrade trade) => FactRules.OfAggregate(trade, latest), static (in AggregateTrade trade) => trade.Id);

    /// <summary>One line, with its end, into the buffer; returns its length.</summary>
    /// <param name="spot">Spot files write <c>True</c> and tell the best match, futures files write <c>true</c>.</param>
    public static int Write(Span<byte> buffer, in AggregateTrade trade, bool spot)
    {
        var cells = new CsvCellWriter(buffer);
        cells.Add(trade.Id);
        cells.Add(trade.Price);
        cells.Add(trade.Quantity);
        cells.Add(trade.FirstTradeId);
        cells.Add(trade.LastTradeId);
        cells.Add(trade.Time, FileStyle.IsMicroseconds(spot, trade.Time));
        cells.Add(FileStyle.Truth(spot, trade.Side == Side.Sell));
        if (spot)
        {
            cells.Add(FileStyle.Truth(spot, trade.BestMatch ?? true));
        }

        cells.EndLine();
        return cells.Length;
    }

    private static AggregateTrade Row(ReadOnlySpan<byte> line, long number)
    {
        var cells = new CsvCells(line, number, What);
        var id = cells.Integer();
        var price = cells.Decimal();
        var quantity = cells.Decimal();
        var first = cells.Integer();
        var last = cells.Integer();
        var time = cells.Time();
        var buyerIsMaker = cells.Truth();
        bool? bestMatch = cells.IsAtEnd ? null : cells.Truth();
        return new AggregateTrade(id, price, quantity, first, last, time, buyerIsMaker ? Side.Sell : Side.Buy, bestMatch);
    }
}
