namespace Trading.MarketStore.Bars;

/// <summary>Which of two versions of the same bar is kept: closed over open, then the higher revision, then the later write.</summary>
internal static class BarRank
{
    /// <summary>
    /// Condition of the upsert, in both dialects. Equal rows are left alone so that a repeated write costs no new row version.
    /// </summary>
    public const string KeepBetter =
        """
        WHERE (excluded.closed, excluded.revision) > (stored.closed, stored.revision)
            OR ((excluded.closed, excluded.revision) = (stored.closed, stored.revision)
                AND (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.quote_volume,
                        excluded.trade_count, excluded.taker_buy_volume, excluded.taker_buy_quote_volume)
                    <> (stored.open, stored.high, stored.low, stored.close, stored.volume, stored.quote_volume,
                        stored.trade_count, stored.taker_buy_volume, stored.taker_buy_quote_volume))
        """;

    /// <summary>The best row of each key, the later of equals.</summary>
    public static IReadOnlyList<T> BestOfEachKey<T, TKey>(
        IReadOnlyList<T> bars, Func<T, TKey> keyOf, Func<T, (bool Closed, int Revision)> rankOf)
        where TKey : notnull
    {
        var best = new Dictionary<TKey, T>(bars.Count);
        foreach (var bar in bars)
        {
            var key = keyOf(bar);
            if (!best.TryGetValue(key, out var held) || rankOf(bar).CompareTo(rankOf(held)) >= 0)
            {
                best[key] = bar;
            }
        }

        return [.. best.Values];
    }
}
