using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Archives;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Public market data of <c>/api/v3</c> except tickers.</summary>
internal static class SpotMarketApi
{
    public static VenueError? Ping(ApiCall call)
    {
        call.Json.Text("{}"u8);
        return null;
    }

    public static VenueError? Time(ApiCall call)
    {
        call.Json.Text("{\"serverTime\":"u8).Number(call.Stamp(call.Exchange.NowMs * 1000)).Text("}"u8);
        return null;
    }

    public static int DepthWeight(ApiCall call)
    {
        return call.Text("limit") is { } text && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var limit)
            ? limit switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 }
            : 5;
    }

    public static VenueError? Depth(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(100, 5000);
        if (market is null || call.Error is not null)
        {
            return call.Error;
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

        var trades = fromId is { } id
            ? TradeQuery.FromId(call.Exchange, market, id, limit)
            : TradeQuery.Newest(call.Exchange, market, limit);
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

        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        var trades = fromId is { } id
            ? TradeQuery.AggregatesFromId(call.Exchange, market, id, limit)
            : TradeQuery.Aggregates(call.Exchange, market, start, EndOfMs(end), limit);
        TradeJson.WriteAggregates(call, market.Spec, trades);
        return null;
    }

    public static VenueError? Klines(ApiCall call)
    {
        var market = call.Symbol();
        var code = call.Required("interval");
        if (call.Error is not null || market is null)
        {
            return call.Error;
        }

        if (!BarInterval.TryParse(code, out var interval))
        {
            return new VenueError(400, -1120, "Invalid interval.");
        }

        var limit = call.Limit(500, 1000);
        var (start, end) = (call.TimeUs("startTime"), EndOfMs(call.TimeUs("endTime")));
        if (call.Error is not null)
        {
            return call.Error;
        }

        KlineJson.Write(call, market.Spec, interval, KlineQuery.Read(call.Exchange, market, interval, start, end, limit));
        return null;
    }

    /// <summary>An end given in ms includes the whole millisecond.</summary>
    private static long? EndOfMs(long? us) => us is { } value && value % 1000 == 0 ? value + 999 : us;
}
