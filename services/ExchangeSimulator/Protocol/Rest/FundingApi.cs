using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Premium and funding of <c>/fapi/v1</c>.</summary>
internal sealed class FundingApi(Exchange exchange)
{
    /// <summary>fundingRate and fundingInfo share 500 requests in five minutes per address, apart from the weight.</summary>
    private const int RequestsPer5Minutes = 500;

    private readonly Lock _gate = new();
    private (long Window, int Count) _used;

    public object Rates(ApiCall call)
    {
        var markets = call.Markets();
        var limit = call.Limit(100, 1000);
        var (start, end) = (call.TimeUs("startTime"), call.TimeUs("endTime"));
        if ((call.Error ?? Limited()) is { } refusal)
        {
            return refusal;
        }

        var nowUs = exchange.NowMs * 1000;
        var rows = markets.SelectMany(market => Settlements(market, start, Math.Min(end ?? nowUs, nowUs), limit))
            .OrderBy(row => row.StampUs);
        return (start is null ? rows.TakeLast(limit) : rows.Take(limit)).Select(row => row.Body).ToList();
    }

    /// <summary>Only the symbols whose interval is not the usual one.</summary>
    public object Info(ApiCall call) => (object?)Limited() ?? exchange.Of(MarketKind.Usdm)
        .Select(market => (market.Spec.Symbol, Hours: exchange.MarksOf(market).FundingIntervalHours)).Where(row => row.Hours != 8)
        .Select(row => new FundingInfoBody(row.Symbol, "0.02000000", "-0.02000000", row.Hours, Disclaimer: false)).ToList();

    public static object Premium(ApiCall call)
    {
        var timeUs = call.Exchange.NowMs * 1000;
        var rows = call.Markets().ConvertAll(market =>
        {
            var marks = call.Exchange.MarksOf(market);
            var (next, index) = (marks.NextFundingUs(timeUs), new Fixed(marks.Index(timeUs), 8));
            return new PremiumBody(
                market.Spec.Symbol, new Fixed(marks.Mark(timeUs), 8), index, index, new Fixed(marks.FundingRate(next), 8), "0.00010000",
                next / 1000, timeUs / 1000);
        });
        return call.Has("symbol") ? rows.FirstOrDefault() ?? (object)call.Error! : rows;
    }

    private IEnumerable<(long StampUs, FundingRateBody Body)> Settlements(Market market, long? startUs, long endUs, int limit)
    {
        var marks = exchange.MarksOf(market);
        var interval = marks.FundingIntervalUs;
        var last = endUs / interval * interval;
        var first = startUs is { } start
            ? (Math.Max(start, History.ListedUs) + interval - 1) / interval * interval
            : last - (limit - 1) * interval;
        for (var at = first; at <= last && at < first + limit * interval; at += interval)
        {
            var stampUs = marks.FundingStampUs(at);
            var (rate, mark) = (new Fixed(marks.FundingRate(at), 8), new Fixed(marks.Mark(at), 8));
            yield return (stampUs, new FundingRateBody(market.Spec.Symbol, stampUs / 1000, rate, mark));
        }
    }

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

internal sealed record FundingRateBody(string Symbol, long FundingTime, Fixed FundingRate, Fixed MarkPrice);

internal sealed record FundingInfoBody(
    string Symbol, string AdjustedFundingRateCap, string AdjustedFundingRateFloor, int FundingIntervalHours, bool Disclaimer);

internal sealed record PremiumBody(
    string Symbol, Fixed MarkPrice, Fixed IndexPrice, Fixed EstimatedSettlePrice, Fixed LastFundingRate, string InterestRate,
    long NextFundingTime, long Time);
