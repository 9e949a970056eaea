using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Payloads of <c>ticker</c> and <c>miniTicker</c>: the last 24 hours.</summary>
internal static class TickerFrames
{
    public static void Write(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, in DayFigures day, long ms)
    {
        var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
        var spot = market.Spec.Kind == MarketKind.Spot;
        var candle = day.Candle;
        json.Start("{\"e\":\"24hrTicker\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"p\":"u8).Price(candle.Close - candle.Open, price).Text(",\"P\":"u8).Price(day.ChangePercentE8, 3)
            .Text(",\"w\":"u8).Price(day.AveragePrice, price);
        if (spot)
        {
            json.Text(",\"x\":"u8).Price(day.PreviousClose, price);
        }

        json.Text(",\"c\":"u8).Price(candle.Close, price).Text(",\"Q\":"u8).Price(day.LastQuantity, size);
        if (spot)
        {
            json.Text(",\"b\":"u8).Price(market.BestBid, price).Text(",\"B\":"u8).Price(market.BestBidQuantity, size)
                .Text(",\"a\":"u8).Price(market.BestAsk, price).Text(",\"A\":"u8).Price(market.BestAskQuantity, size);
        }

        json.Text(",\"o\":"u8).Price(candle.Open, price).Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8).Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"q\":"u8).Product(candle.QuoteVolume, spot ? 8 : 2)
            .Text(",\"O\":"u8).Number(candle.OpenUs / 1000).Text(",\"C\":"u8).Number(ms)
            .Text(",\"F\":"u8).Number(candle.FirstId).Text(",\"L\":"u8).Number(candle.LastId).Text(",\"n\":"u8).Number(candle.Count).Text("}"u8);
    }

    public static void WriteMini(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, in DayFigures day, long ms)
    {
        var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
        var candle = day.Candle;
        json.Start("{\"e\":\"24hrMiniTicker\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"c\":"u8).Price(candle.Close, price).Text(",\"o\":"u8).Price(candle.Open, price)
            .Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8).Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"q\":"u8).Product(candle.QuoteVolume, market.Spec.Kind == MarketKind.Spot ? 8 : 2)
            .Text("}"u8);
    }
}
