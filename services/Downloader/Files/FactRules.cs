using System.Globalization;
using Trading.Contracts;
using Trading.MarketStore.History;

namespace Trading.Downloader.Files;

/// <summary>
/// What every fact that comes from outside must fulfil before it is stored, whether a file or a venue's answer brings it.
/// </summary>
internal static class FactRules
{
    private static readonly DateTime Earliest = new(2009, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>No fact is of a later time; a day is for clocks that differ.</summary>
    public static DateTime Latest(TimeProvider time) => time.GetUtcNow().UtcDateTime.AddDays(1);

    /// <returns>What is wrong, as the end of a sentence; null when nothing is.</returns>
    public static string? OfBar(in Bar bar, BarSeries series, DateTime latest) =>
        TimeProblem(bar.OpenTime, latest)
        ?? (bar.Interval.OpenOf(bar.OpenTime) != bar.OpenTime ? $"its open time {Text(bar.OpenTime)} is not on the grid of "
            + $"{bar.Interval.Code}"
        : bar.CloseTime >= bar.Interval.CloseOf(bar.OpenTime) ? $"it is longer than {bar.Interval.Code}"
        : bar.CloseTime < bar.OpenTime ? "it closes before it opens"
        : bar.Low > bar.Open
            || bar.Low > bar.Close
            || bar.High < bar.Open
            || bar.High < bar.Close ? "its low and high do not enclose its open and close"
        : bar.Low <= 0 && series != BarSeries.Premium ? "its prices must be above zero"
        : bar.Volume < 0
            || bar.QuoteVolume < 0
            || bar.TradeCount < 0
            || bar.TakerBuyVolume < 0
            || bar.TakerBuyQuoteVolume < 0 ? "its volumes and count must not be negative"
        : bar.TakerBuyVolume > bar.Volume || bar.TakerBuyQuoteVolume > bar.QuoteVolume ? "its takers bought more than was traded"
        : null);

    public static string? OfTrade(in Trade trade, DateTime latest) =>
        trade.TradeId < 0
            ? "its id must not be negative"
            : AmountProblem(trade.Price, trade.Quantity) ?? TimeProblem(trade.ExchangeTime, latest);

    public static string? OfAggregate(in AggregateTrade trade, DateTime latest) =>
        trade.Id < 0 || trade.FirstTradeId < 0 ? "its ids must not be negative"
        : trade.FirstTradeId > trade.LastTradeId ? "its first trade comes after its last"
        : AmountProblem(trade.Price, trade.Quantity) ?? TimeProblem(trade.Time, latest);

    public static string? OfFunding(in FundingRate rate, DateTime latest) =>
        rate.Rate is < -1 or > 1 ? "its rate must be a fraction from -1 to 1" : TimeProblem(rate.Time, latest);

    private static string? AmountProblem(decimal price, decimal quantity) =>
        price > 0 && quantity > 0 ? null : "its price and quantity must be above zero";

    private static string? TimeProblem(DateTime time, DateTime latest) =>
        time < Earliest ? $"its time {Text(time)} is before any venue: 2009 is the first year"
        : time > latest ? $"its time {Text(time)} is in the future"
        : null;

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
