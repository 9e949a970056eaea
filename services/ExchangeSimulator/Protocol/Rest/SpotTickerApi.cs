using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Tickers of <c>/api/v3</c>: one symbol gives an object, several or none an array.</summary>
internal static class SpotTickerApi
{
    public static int DayWeight(ApiCall call) => CountOf(call) switch { 0 => 80, <= 20 => 2, <= 100 => 40, _ => 80 };

    public static int SmallWeight(ApiCall call) => CountOf(call) == 1 ? 2 : 4;

    public static VenueError? Price(ApiCall call) => Each(call, (json, market) => json
        .Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"price\":"u8).Price(market.LastPrice, market.Spec.PriceDecimals).Text("}"u8));

    public static VenueError? Book(ApiCall call) => Each(call, (json, market) => json
        .Text("{\"symbol\":"u8).String(market.Spec.Symbol)
        .Text(",\"bidPrice\":"u8).Price(market.BestBid, market.Spec.PriceDecimals).Text(",\"bidQty\":"u8).Price(market.BestBidQuantity, market.Spec.QuantityDecimals)
        .Text(",\"askPrice\":"u8).Price(market.BestAsk, market.Spec.PriceDecimals).Text(",\"askQty\":"u8).Price(market.BestAskQuantity, market.Spec.QuantityDecimals)
        .Text("}"u8));

    public static VenueError? Day(ApiCall call) => Each(call, (json, market) =>
    {
        var day = call.Exchange.Encoder.DayOf(market).Now();
        var candle = day.Candle;
        var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
        json.Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"priceChange\":"u8).Price(candle.Close - candle.Open, price)
            .Text(",\"priceChangePercent\":"u8).Price(day.ChangePercentE8, 3).Text(",\"weightedAvgPrice\":"u8).Price(day.AveragePrice, price)
            .Text(",\"prevClosePrice\":"u8).Price(day.PreviousClose, price).Text(",\"lastPrice\":"u8).Price(candle.Close, price)
            .Text(",\"lastQty\":"u8).Price(day.LastQuantity, size)
            .Text(",\"bidPrice\":"u8).Price(market.BestBid, price).Text(",\"bidQty\":"u8).Price(market.BestBidQuantity, size)
            .Text(",\"askPrice\":"u8).Price(market.BestAsk, price).Text(",\"askQty\":"u8).Price(market.BestAskQuantity, size)
            .Text(",\"openPrice\":"u8).Price(candle.Open, price).Text(",\"highPrice\":"u8).Price(candle.High, price)
            .Text(",\"lowPrice\":"u8).Price(candle.Low, price).Text(",\"volume\":"u8).Price((long)candle.Volume, size)
            .Text(",\"quoteVolume\":"u8).Product(candle.QuoteVolume, 8)
            .Text(",\"openTime\":"u8).Number(call.Stamp(candle.OpenUs)).Text(",\"closeTime\":"u8).Number(call.Stamp(market.NowUs))
            .Text(",\"firstId\":"u8).Number(candle.FirstId).Text(",\"lastId\":"u8).Number(candle.LastId)
            .Text(",\"count\":"u8).Number(candle.Count).Text("}"u8);
    });

    public static VenueError? Average(ApiCall call)
    {
        if (call.Symbol() is not { } market)
        {
            return call.Error;
        }

        var (average, closeUs) = call.Exchange.Run(() => (AveragePrice.Of(market), market.Tape.LastTimeUs));
        call.Json.Text("{\"mins\":5,\"price\":"u8).Price(average, market.Spec.PriceDecimals).Text(",\"closeTime\":"u8).Number(call.Stamp(closeUs)).Text("}"u8);
        return null;
    }

    private static VenueError? Each(ApiCall call, Action<JsonFrame, Market> write)
    {
        if (call.Has("symbol"))
        {
            if (call.Symbol() is { } market)
            {
                call.Exchange.Run(() => write(call.Json, market));
            }

            return call.Error;
        }

        List<Market> markets = [];
        foreach (var name in Names(call))
        {
            if (call.Exchange.Find(call.Kind, name) is not { } market)
            {
                return new VenueError(400, -1121, "Invalid symbol.");
            }

            markets.Add(market);
        }

        call.Exchange.Run(() =>
        {
            call.Json.Text("["u8);
            for (var i = 0; i < markets.Count; i++)
            {
                call.Json.Text(i == 0 ? default : ","u8);
                write(call.Json, markets[i]);
            }

            call.Json.Text("]"u8);
        });
        return null;
    }

    private static List<string> Names(ApiCall call) => call.Text("symbols") is { } list
        ? [.. list.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('"', ' '))]
        : [.. call.Exchange.Of(call.Kind).Select(m => m.Spec.Symbol)];

    private static int CountOf(ApiCall call)
    {
        return call.Has("symbol") ? 1 : call.Text("symbols")?.Split(',').Length ?? 0;
    }
}
