using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The clock, the book and the trades. Only spot says which trade was the best match.</summary>
internal static class MarketDataApi
{
    private const long HourUs = 3_600_000_000;

    public static object Ping(ApiCall call) => new NothingBody();

    public static object Time(ApiCall call) => new ServerTimeBody(call.Stamp(call.Exchange.NowMs * 1000));

    public static object Depth(ApiCall call, Market market)
    {
        var limit = call.Limit(call.Rules.DepthDefault, call.Rules.DepthMost);
        if (call.Rules.DepthLimits?.Contains(limit) == false)
        {
            call.Fail(-4021, $"{limit} is not valid depth limit.");
        }

        return call.Exchange.Run(() => new DepthBody(
            market.Book.UpdateId, call.OnUsdm(call.Exchange.NowMs), call.OnUsdm(call.Exchange.NowMs),
            Best(market.Spec, market.Book.Bids, limit),
            Best(market.Spec, market.Book.Asks, limit)));
    }

    public static object Trades(ApiCall call, Market market)
    {
        var limit = call.Limit(500, 1000);
        var trades = call.Number("fromId") is { } id
            ? TradeQuery.FromId(call.Exchange, market, id, limit)
            : TradeQuery.Newest(call.Exchange, market, limit);
        var (spec, isBest) = (market.Spec, call.Rules.IsSpot ? true : (bool?)null);
        return trades.ConvertAll(trade => new TradeBody(
            trade.Id, spec.Price(trade.Price), spec.Size(trade.Quantity),
            Fixed.OfProduct(E8.Product(trade.Price, trade.Quantity), call.Rules.IsSpot ? 8 : 2),
            call.Stamp(trade.TimeUs), trade.BuyerIsMaker, isBest));
    }

    public static object AggregateTrades(ApiCall call, Market market)
    {
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("fromId");
        var (start, end) = (call.TimeUs("startTime"), call.TimeUs("endTime"));
        if (fromId is not null && (start ?? end) is not null)
        {
            call.Fail(-1128, "Combination of optional parameters invalid.");
        }

        if (!call.Rules.IsSpot && end - start > HourUs)
        {
            call.Fail(-1127, "More than 1 hours between startTime and endTime.");
        }

        var trades = call.Error is not null ? []
            : fromId is { } id ? TradeQuery.AggregatesFromId(call.Exchange, market, id, limit)
            : TradeQuery.Aggregates(call.Exchange, market, start, EndOfMs(end), limit);
        var (spec, isBest) = (market.Spec, call.Rules.IsSpot ? true : (bool?)null);
        return trades.ConvertAll(trade => new AggregateBody(
            trade.Id, spec.Price(trade.Price), spec.Size(trade.Quantity), trade.FirstId, trade.LastId, call.Stamp(trade.TimeUs),
            trade.BuyerIsMaker, isBest));
    }

    /// <summary>An end given in ms includes the whole millisecond.</summary>
    public static long? EndOfMs(long? us) => us is { } value && value % 1000 == 0 ? value + 999 : us;

    private static List<Fixed[]> Best(MarketSpec spec, BookSide side, int limit) =>
        [.. Enumerable.Range(0, Math.Min(limit, side.Count)).Select(side.At)
            .Select(level => (Fixed[])[spec.Price(level.Price), spec.Size(level.Quantity)])];
}

internal sealed record NothingBody;

internal sealed record ServerTimeBody(long ServerTime);

internal sealed record DepthBody(
    long LastUpdateId, [property: JsonPropertyName("E")] long? EventTime, [property: JsonPropertyName("T")] long? Time, List<Fixed[]> Bids,
    List<Fixed[]> Asks);

internal sealed record TradeBody(long Id, Fixed Price, Fixed Qty, Fixed QuoteQty, long Time, bool IsBuyerMaker, bool? IsBestMatch);

internal sealed record AggregateBody(
    long A, Fixed P, Fixed Q, long F, long L, [property: JsonPropertyName("T")] long Time, bool M,
    [property: JsonPropertyName("M")] bool? IsBestMatch);
