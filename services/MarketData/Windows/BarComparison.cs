using Trading.Contracts;

namespace Trading.MarketData.Windows;

/// <summary>Two bars of the same interval, field by field.</summary>
internal static class BarComparison
{
    private const string TradeCount = "tradeCount";

    /// <summary>Names of the fields whose values differ, in lower camel case.</summary>
    /// <param name="notCompared">Names of fields that are left out, see <see cref="NotCompared"/>.</param>
    public static IReadOnlyList<string> Differences(in Bar own, in Bar other, IReadOnlyList<string>? notCompared = null) =>
        [.. Differences(Values(own), Values(other)).Except(notCompared ?? [], StringComparer.Ordinal)];

    /// <summary>
    /// Where trades are recorded as aggregates, our bars count aggregates and the venue's count trades: that says nothing about either.
    /// </summary>
    public static IReadOnlyList<string> NotCompared(bool tradesAreAggregates) => tradesAreAggregates ? [TradeCount] : [];

    /// <summary>As with bars of intervals; the times of the first and last trade too.</summary>
    public static IReadOnlyList<string> Differences(in WindowBar own, in WindowBar other) => Differences(Values(own), Values(other));

    private static IReadOnlyList<string> Differences((string Name, object Value)[] own, (string Name, object Value)[] other) =>
        [.. own.Zip(other).Where(pair => !pair.First.Value.Equals(pair.Second.Value)).Select(pair => pair.First.Name)];

    private static (string Name, object Value)[] Values(in Bar bar) =>
    [
        ("open", bar.Open), ("high", bar.High), ("low", bar.Low), ("close", bar.Close), ("volume", bar.Volume),
        ("quoteVolume", bar.QuoteVolume),
        (TradeCount, bar.TradeCount), ("takerBuyVolume", bar.TakerBuyVolume), ("takerBuyQuoteVolume", bar.TakerBuyQuoteVolume),
    ];

    private static (string Name, object Value)[] Values(in WindowBar bar) =>
    [
        ("openTime", bar.OpenTime), ("closeTime", bar.CloseTime),
        ("open", bar.Open), ("high", bar.High), ("low", bar.Low), ("close", bar.Close), ("volume", bar.Volume),
        ("quoteVolume", bar.QuoteVolume),
        (TradeCount, bar.TradeCount), ("takerBuyVolume", bar.TakerBuyVolume), ("takerBuyQuoteVolume", bar.TakerBuyQuoteVolume),
    ];
}
