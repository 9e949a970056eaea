using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Decides, before a symbol's first connection, from which trade id on nothing may be missing, and makes that durable: a crash
/// between the first frame and the first write then loses nothing.
/// </summary>
internal sealed class FirstTrades(
    MarketUniverse universe, MarketDataOptions options, ITradeStore store, ITradeHistory history, TimeProvider clock)
{
    /// <summary>
    /// Requests that look for the open of the minute; the bar of a busier minute stays in part, and is audited as incomplete.
    /// </summary>
    private const int MaxPages = 10;

    /// <summary>The first id expected (-1: whichever comes first), and the trades from there on that the venue has given already.</summary>
    public async Task<(long NextId, IReadOnlyList<Tick> Trades)> BeginAsync(int symbol, CancellationToken cancellationToken)
    {
        var name = universe.Symbols[symbol];
        var instrument = universe.Instrument(symbol);
        if (await store.GetAnchorAsync(instrument, cancellationToken) is { } anchor)
        {
            return (anchor.FirstId > 0 ? anchor.FirstId : await OldestAsync(name, cancellationToken), []);
        }

        var latest = await LatestAsync(name, cancellationToken);
        var first = latest.Count == 0 ? 0 : options.InitialTrades == 0 ? latest[^1].TradeId + 1 : latest[0].TradeId;
        await store.SetAnchorIfAbsentAsync(instrument, new FeedAnchor(first, clock.GetUtcNow().UtcDateTime), cancellationToken);
        if (latest.Count == 0)
        {
            return (-1, []);
        }

        return (first, options.InitialTrades == 0 ? [] : Ticks(symbol, latest));
    }

    /// <summary>Trades as the pipeline takes them.</summary>
    public static Tick[] Ticks(int symbol, IEnumerable<Trade> trades)
    {
        return [.. trades.Select(trade => Tick.TryFrom(symbol, trade, out var tick) ? tick : (Tick?)null).OfType<Tick>()];
    }

    /// <summary>
    /// The trades before the first connection, from the open of a minute on, so that the first bar of a minute or less is whole. A venue
    /// that has fewer than were asked for gave all.
    /// </summary>
    private async Task<IReadOnlyList<Trade>> LatestAsync(string symbol, CancellationToken cancellationToken)
    {
        var latest = await history.LatestAsync(symbol, Math.Max(1, options.InitialTrades), cancellationToken);
        if (options.InitialTrades == 0 || latest.Count < options.InitialTrades)
        {
            return latest;
        }

        List<Trade> trades = [.. latest];
        var minute = MinuteOf(trades[^1]);
        for (var page = 0; page < MaxPages && trades[0].ExchangeTime >= minute && trades[0].TradeId > 0; page++)
        {
            var count = (int)Math.Min(trades[0].TradeId, options.InitialTrades);
            var earlier = await history.FromAsync(symbol, trades[0].TradeId - count, count, cancellationToken);
            if (earlier.Count == 0 || earlier[^1].TradeId != trades[0].TradeId - 1)
            {
                break;
            }

            trades.InsertRange(0, earlier);
        }

        var first = trades.FindIndex(trade => MinuteOf(trade) > MinuteOf(trades[0]));
        return first < 0 ? trades : trades[first..];
    }

    private static DateTime MinuteOf(Trade trade) => BarInterval.OneMinute.OpenOf(trade.ExchangeTime);

    /// <summary>The venue had no trade when we first came: whatever it has now belongs to us from its first on.</summary>
    private async Task<long> OldestAsync(string symbol, CancellationToken cancellationToken)
    {
        var oldest = await history.FromAsync(symbol, 0, 1, cancellationToken);
        return oldest.Count == 0 ? -1 : oldest[0].TradeId;
    }
}
