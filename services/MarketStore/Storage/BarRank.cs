using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>Which of two versions of the same bar is kept: closed over open, then the higher revision, then the later write.</summary>
internal static class BarRank
{
    /// <summary>Condition of the upsert, in both dialects. Equal rows are left alone so that a repeated write costs no new row version.</summary>
    public const string KeepBetter =
        """
        WHERE (excluded.closed, excluded.revision) > (stored.closed, stored.revision)
            OR ((excluded.closed, excluded.revision) = (stored.closed, stored.revision)
                AND (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.quote_volume,
                        excluded.trade_count, excluded.taker_buy_volume, excluded.taker_buy_quote_volume)
                    <> (stored.open, stored.high, stored.low, stored.close, stored.volume, stored.quote_volume,
                        stored.trade_count, stored.taker_buy_volume, stored.taker_buy_quote_volume))
        """;

    /// <summary>One bar per key, for a statement that must not touch a row twice.</summary>
    public static IReadOnlyCollection<Bar> BestOfEachKey(IReadOnlyList<Bar> bars)
    {
        var best = new Dictionary<(BarInterval, DateTime, BarSource), Bar>(bars.Count);
        foreach (var bar in bars)
        {
            var key = (bar.Interval, bar.OpenTime, bar.Source);
            if (!best.TryGetValue(key, out var held) || (bar.Closed, bar.Revision).CompareTo((held.Closed, held.Revision)) >= 0)
            {
                best[key] = bar;
            }
        }

        return best.Values;
    }
}
