using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Archives;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Mark, index, premium and funding of <c>/fapi/v1</c>.</summary>
internal sealed class UsdmFundingApi(Exchange exchange)
{
    /// <summary>fundingRate and fundingInfo share 500 requests in five minutes per address, apart from the weight.</summary>
    public const int RequestsPer5Minutes = 500;

    private readonly Lock _gate = new();
    private (long Window, int Count) _used;

    public VenueError? Rates(ApiCall call)
    {
        var markets = MarketsOf(call);
        var limit = call.Limit(100, 1000);
        var (start, end) = (call.TimeUs("startTime"), call.TimeUs("endTime"));
        if ((call.Error ?? Limited()) is { } refusal)
        {
            return refusal;
        }

        var nowUs = exchange.NowMs * 1000;
        var rows = markets.SelectMany(market => Settlements(market, start, Math.Min(end ?? nowUs, nowUs), limit)).OrderBy(r => r.StampUs).ToList();
        var page = start is null && rows.Count > limit ? rows[^limit..] : rows.Take(limit);
        var json = call.Json.Text("["u8);
        var first = true;
        foreach (var (symbol, stampUs, rate, mark) in page)
        {
            json.Text(first ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(symbol).Text(",\"fundingTime\":"u8).Number(stampUs / 1000)
                .Text(",\"fundingRate\":"u8).Price(rate, 8).Text(",\"markPrice\":"u8).Price(mark, 8).Text("}"u8);
            first = false;
        }

        json.Text("]"u8);
        return null;
    }

    public VenueError? Info(ApiCall call)
    {
        if (Limited() is { } limited)
        {
            return limited;
        }

        var json = call.Json.Text("["u8);
        var first = true;
        foreach (var market in exchange.Of(MarketKind.Usdm))
        {
            if (exchange.MarksOf(market) is { FundingIntervalHours: not 8 } marks)
            {
                json.Text(first ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(market.Spec.Symbol)
                    .Text(",\"adjustedFundingRateCap\":\"0.02000000\",\"adjustedFundingRateFloor\":\"-0.02000000\",\"fundingIntervalHours\":"u8)
                    .Number(marks.FundingIntervalHours).Text(",\"disclaimer\":false}"u8);
                first = false;
            }
        }

        json.Text("]"u8);
        return null;
    }

    public VenueError? Premium(ApiCall call)
    {
        var markets = MarketsOf(call);
        if (call.Error is not null)
        {
            return call.Error;
        }

        var timeUs = exchange.NowMs * 1000;
        var isList = !call.Has("symbol");
        call.Json.Text(isList ? "["u8 : default);
        for (var i = 0; i < markets.Count; i++)
        {
            var marks = exchange.MarksOf(markets[i]);
            var next = (timeUs / marks.FundingIntervalUs + 1) * marks.FundingIntervalUs;
            call.Json.Text(i == 0 ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(markets[i].Spec.Symbol)
                .Text(",\"markPrice\":"u8).Price(marks.Mark(timeUs), 8).Text(",\"indexPrice\":"u8).Price(marks.Index(timeUs), 8)
                .Text(",\"estimatedSettlePrice\":"u8).Price(marks.Index(timeUs), 8).Text(",\"lastFundingRate\":"u8).Price(marks.FundingRate(next), 8)
                .Text(",\"interestRate\":\"0.00010000\",\"nextFundingTime\":"u8).Number(next / 1000).Text(",\"time\":"u8).Number(timeUs / 1000).Text("}"u8);
        }

        call.Json.Text(isList ? "]"u8 : default);
        return null;
    }

    public Func<ApiCall, VenueError?> Klines(PriceSeries series) => call =>
    {
        var market = call.Symbol(series == PriceSeries.Index ? "pair" : "symbol");
        if (!UsdmMarketApi.TryReadRange(call, out var range) || market is null)
        {
            return call.Error;
        }

        var marks = exchange.MarksOf(market);
        var nowUs = exchange.NowMs * 1000;
        var files = exchange.Recorded.Of(market.Spec, range.Interval, NameOf(series));
        var rows = KlineQuery.Opens(range.Interval, History.ListedUs, nowUs, range.StartUs, range.EndUs)
            .Select(openUs => (OpenUs: openUs, File: files.FirstOrDefault(file => openUs >= file.FromUs && openUs < file.ToUs)))
            .Select(row => (row.OpenUs, IsRecorded: row.File is not null, Line: row.File is null ? null : exchange.Recorded.Line(row.File, row.OpenUs)))
            .Where(row => !row.IsRecorded || row.Line is not null)
            .Take(range.Limit).OrderBy(row => row.OpenUs).ToList();
        var json = call.Json.Text("["u8);
        for (var i = 0; i < rows.Count; i++)
        {
            json.Text(i == 0 ? "["u8 : ",["u8);
            if (rows[i].Line is { } line)
            {
                KlineJson.WriteRecorded(call, line);
                continue;
            }

            var candle = marks.Of(series, range.Interval, rows[i].OpenUs, nowUs);
            json.Number(candle.OpenUs / 1000).Text(","u8).Price(candle.Open, 8).Text(","u8).Price(candle.High, 8)
                .Text(","u8).Price(candle.Low, 8).Text(","u8).Price(candle.Close, 8).Text(",\"0\","u8)
                .Number(History.CloseOf(range.Interval, candle.OpenUs) / 1000 - 1).Text(",\"0\",60,\"0\",\"0\",\"0\"]"u8);
        }

        json.Text("]"u8);
        return null;
    };

    private static string NameOf(PriceSeries series) => series switch
    {
        PriceSeries.Mark => "markPriceKlines",
        PriceSeries.Index => "indexPriceKlines",
        _ => "premiumIndexKlines",
    };

    private IEnumerable<(string Symbol, long StampUs, long Rate, long Mark)> Settlements(Market market, long? startUs, long endUs, int limit)
    {
        var marks = exchange.MarksOf(market);
        var interval = marks.FundingIntervalUs;
        var last = endUs / interval * interval;
        var first = startUs is { } start ? (Math.Max(start, History.ListedUs) + interval - 1) / interval * interval : last - (limit - 1) * interval;
        for (var at = first; at <= last && at < first + limit * interval; at += interval)
        {
            yield return (market.Spec.Symbol, marks.FundingStampUs(at), marks.FundingRate(at), marks.Mark(at));
        }
    }

    private List<Market> MarketsOf(ApiCall call) =>
        !call.Has("symbol") ? [.. exchange.Of(MarketKind.Usdm)] : call.Symbol() is { } market ? [market] : [];

    private VenueError? Limited()
    {
        lock (_gate)
        {
            var window = exchange.NowMs / 300_000;
            _used = _used.Window == window ? (window, _used.Count + 1) : (window, 1);
            return _used.Count <= RequestsPer5Minutes ? null
                : new VenueError(429, -1003, "Too many requests; current limit of IP is 500 requests per 5 minutes.");
        }
    }
}
