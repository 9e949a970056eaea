using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Archives;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// Klines as arrays of twelve, the last always <c>"0"</c>: of trades, and of the prices of a perpetual that are not traded.
/// </summary>
internal sealed class KlineApi(KlineQuery query, RecordedKlines recorded)
{
    public object OfTrades(ApiCall call, Market market)
    {
        if (ReadRange(call) is not { } range)
        {
            return call.Error!;
        }

        var (interval, startUs, endUs, limit) = range;
        var spec = market.Spec;
        return query.Read(market, interval, startUs, endUs, limit).ConvertAll(row => row.Recorded is { } line ? Recorded(call, line) :
        [
            call.Stamp(row.Candle.OpenUs), spec.Price(row.Candle.Open), spec.Price(row.Candle.High), spec.Price(row.Candle.Low),
            spec.Price(row.Candle.Close),
            spec.Size((long)row.Candle.Volume), call.StampBefore(History.CloseOf(interval, row.Candle.OpenUs)),
            Fixed.OfProduct(row.Candle.QuoteVolume, spec.QuoteDecimals), row.Candle.Count, spec.Size((long)row.Candle.TakerVolume),
            Fixed.OfProduct(row.Candle.TakerQuoteVolume, spec.QuoteDecimals), "0",
        ]);
    }

    public Func<ApiCall, Market, object> Of(PriceSeries series) => (call, market) =>
    {
        if (ReadRange(call) is not { } range)
        {
            return call.Error!;
        }

        var (interval, startUs, endUs, limit) = range;
        var marks = call.Exchange.MarksOf(market);
        var nowUs = call.Exchange.NowMs * 1000;
        var files = recorded.Of(market.Spec, interval, NameOf(series));
        return KlineQuery.Opens(interval, History.ListedUs, nowUs, startUs, endUs)
            .Select(openUs => files.FirstOrDefault(file => file.Holds(openUs)) is not { } file
                ? Sampled(marks.Of(series, interval, openUs, nowUs), interval)
                : recorded.Line(file, openUs) is { } line ? Recorded(call, line)
                : null)
            .OfType<object[]>().Take(limit).OrderBy(row => (long)row[0]).ToList();
    };

    private static object[] Sampled(in Candle candle, BarInterval interval) =>
    [
        candle.OpenUs / 1000, new Fixed(candle.Open, 8), new Fixed(candle.High, 8), new Fixed(candle.Low, 8), new Fixed(candle.Close, 8),
        "0",
        History.CloseOf(interval, candle.OpenUs) / 1000 - 1, "0", 60L, "0", "0", "0",
    ];

    /// <summary>The digits as they are recorded; times in the unit that the client asked for.</summary>
    private static object[] Recorded(ApiCall call, string line)
    {
        object[] row = [.. line.Split(',')[..11], "0"];
        row[0] = call.Stamp(RecordedKlines.ToUs((string)row[0]));
        row[6] = call.StampBefore(AfterUs((string)row[6]));
        row[8] = long.Parse((string)row[8], CultureInfo.InvariantCulture);
        return row;
    }

    /// <summary>The moment after a close time, which is the last of its unit.</summary>
    private static long AfterUs(string closeTime) => RecordedKlines.ToUs(closeTime) is var us && us % 1000 == 0 ? us + 1000 : us + 1;

    private static string NameOf(PriceSeries series) => series switch
    {
        PriceSeries.Mark => "markPriceKlines",
        PriceSeries.Index => "indexPriceKlines",
        _ => "premiumIndexKlines",
    };

    /// <summary>Interval, limit and times in µs, which all kline endpoints share; null with an error.</summary>
    private static (BarInterval Interval, long? StartUs, long? EndUs, int Limit)? ReadRange(ApiCall call)
    {
        var isKnown = BarInterval.TryParse(call.Required("interval"), out var interval)
            && (call.Rules.IsSpot || interval != BarInterval.OneSecond);
        if (!isKnown)
        {
            call.Fail(-1120, "Invalid interval.");
        }

        var limit = call.Limit(500, call.Rules.MostKlines);
        var (startUs, endUs) = (call.TimeUs("startTime"), MarketDataApi.EndOfMs(call.TimeUs("endTime")));
        return call.Error is null ? (interval, startUs, endUs, limit) : null;
    }
}
