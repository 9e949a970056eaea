using Trading.Contracts;

namespace Trading.MarketData.Windows;

/// <summary>Two bars of the same interval, field by field.</summary>
public static class BarComparison
{
    /// <summary>Names of the fields whose values differ, in lower camel case.</summary>
    public static IReadOnlyList<string> Differences(in Bar own, in Bar other)
    {
        (string Field, bool Equal)[] fields =
        [
            ("open", own.Open == other.Open),
            ("high", own.High == other.High),
            ("low", own.Low == other.Low),
            ("close", own.Close == other.Close),
            ("volume", own.Volume == other.Volume),
            ("quoteVolume", own.QuoteVolume == other.QuoteVolume),
            ("tradeCount", own.TradeCount == other.TradeCount),
            ("takerBuyVolume", own.TakerBuyVolume == other.TakerBuyVolume),
            ("takerBuyQuoteVolume", own.TakerBuyQuoteVolume == other.TakerBuyQuoteVolume),
        ];
        return [.. fields.Where(field => !field.Equal).Select(field => field.Field)];
    }
}
