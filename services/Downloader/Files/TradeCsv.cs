using Trading.Contracts;

namespace Trading.Downloader.Files;

/// <summary>
/// Single trades in the layout of the published archives: id, price, quantity, quote quantity, time, buyer is maker and, on spot, best
/// match. Some files have a header. The store keeps no best match: on spot it is <c>True</c> for every trade.
/// </summary>
internal static class TradeCsv
{
    public const string Header = "id,price,qty,quote_qty,time,is_buyer_maker,is_best_match";

    private const string What = "trade";
    private const int QuoteDecimals = 8;

    /// <summary>Rows of a file, in batches that are reused: a batch lives until the next one is asked for.</summary>
    /// <param name="received">UTC, when the file is read.</param>
    /// <param name="latest">UTC: no row is of a later time.</param>
    /// <exception cref="InvalidDataException">A line is no trade; the message names it.</exception>
    public static IEnumerable<List<Trade>> Read(Stream stream, DateTime received, DateTime latest) => CsvBatches.Read<Trade>(
        stream, What, (line, number) => Row(line, number, received), (in Trade trade) => FactRules.OfTrade(trade, latest),
        static (in Trade trade) => trade.TradeId);

    /// <summary>One line of a spot file, with its end, into the buffer; returns its length.</summary>
    public static int Write(Span<byte> buffer, in Trade trade)
    {
        var cells = new CsvCellWriter(buffer);
        cells.Add(trade.TradeId);
        cells.Add(trade.Price);
        cells.Add(trade.Quantity);
        cells.Add(decimal.Round(trade.Price * trade.Quantity, QuoteDecimals) + new decimal(0, 0, 0, isNegative: false, QuoteDecimals));
        cells.Add(trade.ExchangeTime, FileStyle.IsMicroseconds(spot: true, trade.ExchangeTime));
        cells.Add(FileStyle.Truth(spot: true, trade.Side == Side.Sell));
        cells.Add(FileStyle.Truth(spot: true, value: true));
        cells.EndLine();
        return cells.Length;
    }

    private static Trade Row(ReadOnlySpan<byte> line, long number, DateTime received)
    {
        var cells = new CsvCells(line, number, What);
        var id = cells.Integer();
        var price = cells.Decimal();
        var quantity = cells.Decimal();
        cells.Decimal();
        var time = cells.Time();
        var buyerIsMaker = cells.Truth();
        if (!cells.IsAtEnd)
        {
            cells.Truth();
        }

        return new Trade(id, price, quantity, buyerIsMaker ? Side.Sell : Side.Buy, time, received);
    }
}
