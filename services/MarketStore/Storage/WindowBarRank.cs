using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>The columns of a window's bar, and which of two versions of the same bar is kept: as <see cref="BarRank"/> has it.</summary>
internal static class WindowBarRank
{
    public const string Columns =
        "venue, symbol, window_code, position, last_id, open_time, close_time, open, high, low, close, volume, quote_volume, trade_count, "
        + "taker_buy_volume, taker_buy_quote_volume, closed, revision";

    public const string OnConflict =
        $"""
        ON CONFLICT (venue, symbol, window_code, position) DO UPDATE SET
            last_id = excluded.last_id, open_time = excluded.open_time, close_time = excluded.close_time,
            open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
            volume = excluded.volume, quote_volume = excluded.quote_volume, trade_count = excluded.trade_count,
            taker_buy_volume = excluded.taker_buy_volume, taker_buy_quote_volume = excluded.taker_buy_quote_volume,
            closed = excluded.closed, revision = excluded.revision
        {BarRank.KeepBetter}
        """;

    /// <summary>One bar per key, for a statement that must not touch a row twice.</summary>
    public static IReadOnlyCollection<WindowBar> BestOfEachKey(IReadOnlyList<WindowBar> bars)
    {
        var best = new Dictionary<(string, long), WindowBar>(bars.Count);
        foreach (var bar in bars)
        {
            var key = (bar.Window, bar.Position);
            if (!best.TryGetValue(key, out var held) || (bar.Closed, bar.Revision).CompareTo((held.Closed, held.Revision)) >= 0)
            {
                best[key] = bar;
            }
        }

        return best.Values;
    }
}
