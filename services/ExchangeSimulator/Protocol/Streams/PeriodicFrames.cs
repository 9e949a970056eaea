using System.Text;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Payloads of <c>kline_*</c>, <c>markPrice</c>, and of <c>ticker</c> and <c>miniTicker</c>, which are of the last 24 hours.
/// </summary>
internal static class PeriodicFrames
{
    private static readonly Dictionary<BarInterval, byte[]> Codes = BarInterval.All.ToDictionary(
        i => i, i => Encoding.ASCII.GetBytes(i.Code));

    public static void WriteKline(
        JsonFrame json, MarketSpec spec, ReadOnlySpan<byte> symbol, BarInterval interval, in Candle candle, bool closed, long ms)
    {
        var (price, size, quote) = (spec.PriceDecimals, spec.QuantityDecimals, spec.QuoteDecimals);
        json.Start("{\"e\":\"kline\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol).Text("\",\"k\":{\"t\":"u8)
            .Number(candle.OpenUs / 1000)
            .Text(",\"T\":"u8).Number(History.CloseOf(interval, candle.OpenUs) / 1000 - 1).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"i\":\""u8).Text(Codes[interval]).Text("\",\"f\":"u8).Number(candle.FirstId).Text(",\"L\":"u8).Number(candle.LastId)
            .Text(",\"o\":"u8).Price(candle.Open, price).Text(",\"c\":"u8).Price(candle.Close, price)
            .Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8).Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"n\":"u8).Number(candle.Count)
            .Text(",\"x\":"u8).Bool(closed).Text(",\"q\":"u8).Product(candle.QuoteVolume, quote)
            .Text(",\"V\":"u8).Price((long)candle.TakerVolume, size).Text(",\"Q\":"u8).Product(candle.TakerQuoteVolume, quote)
                .Text(",\"B\":\"0\"}}"u8);
    }

    public static void WriteMark(JsonFrame json, ReadOnlySpan<byte> symbol, MarkPrices marks, long ms)
    {
        var (index, next) = (marks.Index(ms * 1000), marks.NextFundingUs(ms * 1000));
        json.Start("{\"e\":\"markPriceUpdate\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol).Text("\",\"p\":"u8)
            .Price(marks.Mark(ms * 1000), 8)
            .Text(",\"i\":"u8).Price(index, 8).Text(",\"P\":"u8).Price(index, 8)
            .Text(",\"r\":"u8).Price(marks.FundingRate(next), 8).Text(",\"T\":"u8).Number(next / 1000).Text("}"u8);
    }

    public static void WriteTicker(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, in DayFigures day, long ms)
    {
        var (price, size, candle) = (market.Spec.PriceDecimals, market.Spec.QuantityDecimals, day.Candle);
        var isSpot = market.Spec.Rules.IsSpot;
        json.Start("{\"e\":\"24hrTicker\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"p\":"u8).Price(candle.Close - candle.Open, price).Text(",\"P\":"u8).Price(day.ChangePercentE8, 3)
            .Text(",\"w\":"u8).Price(day.AveragePrice, price);
        if (isSpot)
        {
            json.Text(",\"x\":"u8).Price(day.PreviousClose, price);
        }

        json.Text(",\"c\":"u8).Price(candle.Close, price).Text(",\"Q\":"u8).Price(day.LastQuantity, size);
        if (isSpot)
        {
            json.Text(",\"b\":"u8).Price(market.BestBid, price).Text(",\"B\":"u8).Price(market.BestBidQuantity, size)
                .Text(",\"a\":"u8).Price(market.BestAsk, price).Text(",\"A\":"u8).Price(market.BestAskQuantity, size);
        }

        json.Text(",\"o\":"u8).Price(candle.Open, price).Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8)
            .Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"q\":"u8).Product(candle.QuoteVolume, isSpot ? 8 : 2)
            .Text(",\"O\":"u8).Number(candle.OpenUs / 1000).Text(",\"C\":"u8).Number(ms)
            .Text(",\"F\":"u8).Number(candle.FirstId).Text(",\"L\":"u8).Number(candle.LastId).Text(",\"n\":"u8).Number(candle.Count)
                .Text("}"u8);
    }

    public static void WriteMiniTicker(JsonFrame json, MarketSpec spec, ReadOnlySpan<byte> symbol, in Candle candle, long ms)
    {
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        json.Start("{\"e\":\"24hrMiniTicker\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
            .Text("\",\"c\":"u8).Price(candle.Close, price).Text(",\"o\":"u8).Price(candle.Open, price)
            .Text(",\"h\":"u8).Price(candle.High, price).Text(",\"l\":"u8).Price(candle.Low, price)
            .Text(",\"v\":"u8).Price((long)candle.Volume, size).Text(",\"q\":"u8).Product(candle.QuoteVolume, spec.Rules.IsSpot ? 8 : 2)
                .Text("}"u8);
    }
}
