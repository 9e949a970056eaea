using Trading.Contracts;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>Reads candles by the venue's rules: only a start gives the oldest from there, else the newest up to the end.</summary>
public static class KlineQuery
{
    public static List<Candle> Read(Exchange exchange, Market market, BarInterval interval, long? startUs, long? endUs, int limit)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(market);
        var (liveUs, nowUs) = exchange.Run(() => (market.Candles.StartUs, market.Candles.Started ? market.Candles.NowUs : -1));
        if (nowUs < 0)
        {
            return [];
        }

        var listedUs = market.History is null ? History.OpenOf(interval, liveUs) : History.ListedUs;
        List<Candle> candles = [];
        foreach (var openUs in Opens(interval, listedUs, nowUs, startUs, endUs, limit))
        {
            Add(candles, exchange, market, interval, openUs, liveUs);
        }

        return candles;
    }

    /// <summary>Open times of the intervals that a request means, oldest first.</summary>
    public static List<long> Opens(BarInterval interval, long listedUs, long nowUs, long? startUs, long? endUs, int limit)
    {
        var last = History.OpenOf(interval, Math.Min(endUs ?? long.MaxValue, nowUs));
        List<long> opens = [];
        if (startUs is { } start)
        {
            var openUs = History.OpenOf(interval, Math.Max(start, listedUs));
            for (openUs = openUs < start ? History.CloseOf(interval, openUs) : openUs; openUs <= last && opens.Count < limit; openUs = History.CloseOf(interval, openUs))
            {
                opens.Add(openUs);
            }

            return opens;
        }

        for (var openUs = last; openUs >= listedUs && opens.Count < limit; openUs = History.OpenOf(interval, openUs - 1))
        {
            opens.Add(openUs);
        }

        opens.Reverse();
        return opens;
    }

    private static void Add(List<Candle> candles, Exchange exchange, Market market, BarInterval interval, long openUs, long liveUs)
    {
        if (market.History is { } history && History.CloseOf(interval, openUs) <= liveUs)
        {
            lock (history)
            {
                candles.Add(history.Of(interval, openUs));
            }
        }
        else if (exchange.Run(() => market.Candles.Get(interval, openUs)) is { } candle)
        {
            candles.Add(candle);
        }
    }
}
