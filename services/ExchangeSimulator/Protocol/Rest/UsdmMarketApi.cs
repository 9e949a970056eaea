using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Archives;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Public market data of <c>/fapi</c> that comes from trades and the book.</summary>
internal static class UsdmMarketApi
{
    private const long HourUs = 3_600_000_000;
    private static readonly int[] DepthLimits = [5, 10, 20, 50, 100, 500, 1000];

    public static int DepthWeight(ApiCall call) => LimitOf(call, 500) switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 };

    /// <summary>[1,100) costs 1, [100,500) 2, [500,1000] 5, more 10.</summary>
    public static int KlineWeight(ApiCall call) => LimitOf(call, 500) switch { < 100 => 1, < 500 => 2, <= 1000 => 5, _ => 10 };

    public static VenueError? Depth(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        if (Array.IndexOf(DepthLimits, limit) < 0)
        {
            return new VenueError(400, -4021, $"{limit} is not valid depth limit.");
        }

        call.Exchange.Run(() => DepthJson.Write(call.Json, market, limit, call.Exchange.NowMs));
        return null;
    }

    public static VenueError? Trades(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("fromId");
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        var trades = fromId is { } id ? TradeQuery.FromId(call.Exchange, market, id, limit) : TradeQuery.Newest(call.Exchange, market, limit);
        TradeJson.WriteTrades(call, market.Spec, trades);
        return null;
    }

    public static VenueError? AggregateTrades(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("fromId");
        var (start, end) = (call.TimeUs("startTime"), call.TimeUs("endTime"));
        if (fromId is not null && (start ?? end) is not null)
        {
            call.Fail(new VenueError(400, -1128, "Combination of optional parameters invalid."));
        }

        if (end - start > HourUs)
        {
            call.Fail(new VenueError(400, -1127, "More than 1 hours between startTime and endTime."));
        }

        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        var trades = fromId is { } id
            ? TradeQuery.AggregatesFromId(call.Exchange, market, id, limit)
            : TradeQuery.Aggregates(call.Exchange, market, start, end + 999, limit);
        TradeJson.WriteAggregates(call, market.Spec, trades);
        return null;
    }

    /// <param name="symbolName"><c>symbol</c>, or <c>pair</c> for continuous contracts.</param>
    public static Func<ApiCall, VenueError?> Klines(string symbolName) => call =>
    {
        var market = call.Symbol(symbolName);
        if (!TryReadRange(call, out var range) || market is null)
        {
            return call.Error;
        }

        KlineJson.Write(call, market.Spec, range.Interval, KlineQuery.Read(call.Exchange, market, range.Interval, range.StartUs, range.EndUs, range.Limit));
        return null;
    };

    /// <summary>Reads interval, startTime, endTime and limit, which all kline endpoints share.</summary>
    public static bool TryReadRange(ApiCall call, out KlineRange range)
    {
        var isKnown = BarInterval.TryParse(call.Required("interval"), out var interval) && interval != BarInterval.OneSecond;
        if (call.Error is null && !isKnown)
        {
            call.Fail(new VenueError(400, -1120, "Invalid interval."));
        }

        range = new KlineRange(interval, call.TimeUs("startTime"), call.TimeUs("endTime") + 999, call.Limit(500, 1500));
        return call.Error is null;
    }

    private static int LimitOf(ApiCall call, int fallback)
    {
        return int.TryParse(call.Text("limit"), System.Globalization.CultureInfo.InvariantCulture, out var limit) ? limit : fallback;
    }
}
