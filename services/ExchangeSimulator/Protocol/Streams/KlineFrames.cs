using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Payload of <c>kline_*</c>.</summary>
internal static class KlineFrames
{
    private static readonly Dictionary<BarInterval, byte[]> Codes =
        BarInterval.All.ToDictionary(i => i, i => System.Text.Encoding.ASCII.GetBytes(i.Code));

    public static void Write(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, BarInterval interval, in Candle candle, bool closed, long ms)
    {
        var (price, size) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals);
        var quote = market.Spec.Kind == MarketKind.Spot ? 8 : Math.Min(8, price + size);
        json.Start("{\"e\":\"kline\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"k\":{\"t\":"u8).Number(candle.OpenUs / 1000)
            .Text(",\"T\":"u8).Number(History.CloseOf(interval, candle.OpenUs) / 1000 - 1)
            .Text(",\"s\":\""u8).Text(symbol).Text("\",\"i\":\""u8).Text(Codes[interval])
            .Text("\",\"f\":"u8).Number(candle.FirstId).Text(",\"L\":"u8).Number(candle.LastId)
            .Text(",\"o\":"u8).Price(candle.Open, price).Text(",\"c\":"u8).Price(candle.Close, price)
            .Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8).Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"n\":"u8).Number(candle.Count)
            .Text(",\"x\":"u8).Bool(closed).Text(",\"q\":"u8).Product(candle.QuoteVolume, quote)
            .Text(",\"V\":"u8).Price((long)candle.TakerVolume, size).Text(",\"Q\":"u8).Product(candle.TakerQuoteVolume, quote)
            .Text(",\"B\":\"0\"}}"u8);
    }
}
