using Trading.Contracts;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Rest;

/// <summary>Klines as arrays of twelve, the last always <c>"0"</c>.</summary>
public static class KlineJson
{
    public static void Write(ApiCall call, MarketSpec spec, BarInterval interval, IReadOnlyList<Candle> candles)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(candles);
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        var quote = spec.Kind == MarketKind.Spot ? 8 : Math.Min(8, price + size);
        var json = call.Json.Text("["u8);
        for (var i = 0; i < candles.Count; i++)
        {
            var candle = candles[i];
            json.Text(i == 0 ? "["u8 : ",["u8).Number(call.Stamp(candle.OpenUs)).Text(","u8).Price(candle.Open, price)
                .Text(","u8).Price(candle.High, price).Text(","u8).Price(candle.Low, price).Text(","u8).Price(candle.Close, price)
                .Text(","u8).Price((long)candle.Volume, size).Text(","u8).Number(call.StampBefore(History.CloseOf(interval, candle.OpenUs)))
                .Text(","u8).Product(candle.QuoteVolume, quote).Text(","u8).Number(candle.Count)
                .Text(","u8).Price((long)candle.TakerVolume, size).Text(","u8).Product(candle.TakerQuoteVolume, quote)
                .Text(",\"0\"]"u8);
        }

        json.Text("]"u8);
    }
}
