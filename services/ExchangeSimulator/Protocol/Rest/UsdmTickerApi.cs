using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Tickers of <c>/fapi</c>.</summary>
internal static class UsdmTickerApi
{
    public static VenueError? Price(ApiCall call) => Each(call, (json, market) => json
        .Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"price\":"u8).Price(market.LastPrice, market.Spec.PriceDecimals)
        .Text(",\"time\":"u8).Number(market.NowUs / 1000).Text("}"u8));

    public static VenueError? Book(ApiCall call) => Each(call, (json, market) => json
        .Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"bidPrice\":"u8).Price(market.BestBid, market.Spec.PriceDecimals)
        .Text(",\"bidQty\":"u8).Price(market.BestBidQuantity, market.Spec.QuantityDecimals).Text(",\"askPrice\":"u8).Price(market.BestAsk, market.Spec.PriceDecimals)
        .Text(",\"askQty\":"u8).Price(market.BestAskQuantity, market.Spec.QuantityDecimals).Text(",\"time\":"u8).Number(market.NowUs / 1000)
        .Text(",\"lastUpdateId\":"u8).Number(market.Book.UpdateId).Text("}"u8));

    public static VenueError? Day(ApiCall call) => Each(call, (json, market) =>
    {
        var day = call.Exchange.Encoder.DayOf(market).Now();
        var candle = day.Candle;
        var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
        json.Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"priceChange\":"u8).Price(candle.Close - candle.Open, price)
            .Text(",\"priceChangePercent\":"u8).Price(day.ChangePercentE8, 3).Text(",\"weightedAvgPrice\":"u8).Price(day.AveragePrice, price)
            .Text(",\"lastPrice\":"u8).Price(candle.Close, price).Text(",\"lastQty\":"u8).Price(day.LastQuantity, size)
            .Text(",\"openPrice\":"u8).Price(candle.Open, price).Text(",\"highPrice\":"u8).Price(candle.High, price).Text(",\"lowPrice\":"u8).Price(candle.Low, price)
            .Text(",\"volume\":"u8).Price((long)candle.Volume, size).Text(",\"quoteVolume\":"u8).Product(candle.QuoteVolume, 2)
            .Text(",\"openTime\":"u8).Number(candle.OpenUs / 1000).Text(",\"closeTime\":"u8).Number(market.NowUs / 1000)
            .Text(",\"firstId\":"u8).Number(candle.FirstId).Text(",\"lastId\":"u8).Number(candle.LastId).Text(",\"count\":"u8).Number(candle.Count).Text("}"u8);
    });

    public static VenueError? OpenInterest(ApiCall call)
    {
        if (call.Symbol() is not { } market)
        {
            return call.Error;
        }

        // The simulated market has no positions of its own: a tenth of the day's volume is a plausible figure that moves with trading.
        var volume = call.Exchange.Run(() => call.Exchange.Encoder.DayOf(market).Now().Candle.Volume);
        call.Json.Text("{\"openInterest\":"u8).Price((long)(volume / 10), market.Spec.QuantityDecimals).Text(",\"symbol\":"u8).String(market.Spec.Symbol)
            .Text(",\"time\":"u8).Number(call.Exchange.NowMs).Text("}"u8);
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

        call.Exchange.Run(() =>
        {
            var first = true;
            call.Json.Text("["u8);
            foreach (var market in call.Exchange.Of(MarketKind.Usdm))
            {
                call.Json.Text(first ? default : ","u8);
                write(call.Json, market);
                first = false;
            }

            call.Json.Text("]"u8);
        });
        return null;
    }
}
