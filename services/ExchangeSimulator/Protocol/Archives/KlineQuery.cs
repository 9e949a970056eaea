using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// Reads candles by the venue's rules: only a start gives the oldest from there, else the newest up to the end. Of a month or day that
/// is recorded it gives the recorded bars, and no other.
/// </summary>
internal sealed class KlineQuery(Exchange exchange, RecordedKlines recorded)
{
    public List<KlineRow> Read(Market market, BarInterval interval, long? startUs, long? endUs, int limit)
    {
        var (liveUs, nowUs) = exchange.Run(() => (market.Candles.StartUs, market.Candles.Started ? market.Candles.NowUs : -1));
        if (nowUs < 0)
        {
            return [];
        }

        var files = recorded.Of(market.Spec, interval);
        var listedUs = market.History is null ? History.OpenOf(interval, liveUs) : History.ListedUs;
        List<KlineRow> rows = [];
        foreach (var openUs in Opens(
            interval, files.Count == 0 ? listedUs : Math.Min(listedUs, files.Min(file => file.FromUs)), nowUs, startUs, endUs))
        {
            KlineRow? row = null;
            if (files.FirstOrDefault(file => file.Holds(openUs)) is { } file)
            {
                row = recorded.Line(file, openUs) is { } line ? new KlineRow(new Candle { OpenUs = openUs }, line) : null;
            }
            else if (openUs >= listedUs || History.CloseOf(interval, openUs) > listedUs)
            {
                row = Generated(market, interval, openUs, liveUs) is { } candle ? new KlineRow(candle, Recorded: null) : null;
            }

            rows.AddRange(row is { } found ? [found] : []);
            if (rows.Count == limit)
            {
                break;
            }
        }

        if (startUs is null)
        {
            rows.Reverse();
        }

        return rows;
    }

    /// <summary>Open times of the intervals that a request means: upwards from a start, downwards without one.</summary>
    public static IEnumerable<long> Opens(BarInterval interval, long listedUs, long nowUs, long? startUs, long? endUs)
    {
        var last = History.OpenOf(interval, Math.Min(endUs ?? long.MaxValue, nowUs));
        if (startUs is { } start)
        {
            var openUs = History.OpenOf(interval, Math.Max(start, listedUs));
            openUs = openUs < start ? History.CloseOf(interval, openUs) : openUs;
            for (; openUs <= last; openUs = History.CloseOf(interval, openUs))
            {
                yield return openUs;
            }

            yield break;
        }

        for (var openUs = last; openUs >= listedUs; openUs = History.OpenOf(interval, openUs - 1))
        {
            yield return openUs;
        }
    }

    private Candle? Generated(Market market, BarInterval interval, long openUs, long liveUs)
    {
        if (market.History is { } history && History.CloseOf(interval, openUs) <= liveUs)
        {
            lock (history)
            {
                return history.Of(interval, openUs);
            }
        }

        return exchange.Run(() => market.Candles.Get(interval, openUs));
    }
}

/// <summary>One kline as the venue tells it.</summary>
/// <param name="Candle">Of the tape; only its open time where the bar is recorded.</param>
/// <param name="Recorded">The recorded line in the archives' layout, served as it is; null for a bar of the tape.</param>
internal readonly record struct KlineRow(Candle Candle, string? Recorded);
