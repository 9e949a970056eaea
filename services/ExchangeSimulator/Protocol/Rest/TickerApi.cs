using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Tickers: one symbol gives an object, several or none an array.</summary>
internal static class TickerApi
{
    public static object Price(ApiCall call) => Each(call, market =>
        new PriceTickerBody(market.Spec.Symbol, market.Spec.Price(market.LastPrice), call.OnUsdm(market.NowUs / 1000)));

    public static object Book(ApiCall call) => Each(call, market => new BookTickerBody(
        market.Spec.Symbol, market.Spec.Price(market.BestBid), market.Spec.Size(market.BestBidQuantity), market.Spec.Price(market.BestAsk),
        market.Spec.Size(market.BestAskQuantity), call.OnUsdm(market.NowUs / 1000), call.OnUsdm(market.Book.UpdateId)));

    public static object Day(ApiCall call) => Each(call, market =>
    {
        var (spec, day, isSpot) = (market.Spec, market.Day.Now(), call.Rules.IsSpot);
        var candle = day.Candle;
        return new DayTickerBody(
            spec.Symbol, spec.Price(candle.Close - candle.Open), new Fixed(day.ChangePercentE8, 3), spec.Price(day.AveragePrice),
            isSpot ? spec.Price(day.PreviousClose) : null, spec.Price(candle.Close), spec.Size(day.LastQuantity),
            isSpot ? spec.Price(market.BestBid) : null, isSpot ? spec.Size(market.BestBidQuantity) : null,
            isSpot ? spec.Price(market.BestAsk) : null, isSpot ? spec.Size(market.BestAskQuantity) : null,
            spec.Price(candle.Open), spec.Price(candle.High), spec.Price(candle.Low), spec.Size((long)candle.Volume),
            Fixed.OfProduct(candle.QuoteVolume, isSpot ? 8 : 2), isSpot ? call.Stamp(candle.OpenUs) : candle.OpenUs / 1000,
            isSpot ? call.Stamp(market.NowUs) : market.NowUs / 1000, candle.FirstId, candle.LastId, candle.Count);
    });

    public static object Average(ApiCall call, Market market) => call.Exchange.Run(() =>
        new AveragePriceBody(5, market.Spec.Price(market.AveragePrice), call.Stamp(market.Tape.LastTimeUs)));

    /// <summary>
    /// The simulated market has no positions of its own: a tenth of the day's volume is a plausible figure that moves with trading.
    /// </summary>
    public static object OpenInterest(ApiCall call, Market market) => call.Exchange.Run(() =>
        new OpenInterestBody(market.Spec.Size((long)(market.Day.Now().Candle.Volume / 10)), market.Spec.Symbol, call.Exchange.NowMs));

    private static object Each<T>(ApiCall call, Func<Market, T> read)
        where T : class
    {
        if (!call.Has("symbol"))
        {
            return call.Exchange.Run(() => call.ListedMarkets().ConvertAll(market => read(market)));
        }

        return call.Symbol() is { } one ? call.Exchange.Run(() => read(one)) : call.Error!;
    }
}

internal sealed record PriceTickerBody(string Symbol, Fixed Price, long? Time);

internal sealed record BookTickerBody(
    string Symbol, Fixed BidPrice, Fixed BidQty, Fixed AskPrice, Fixed AskQty, long? Time, long? LastUpdateId);

internal sealed record DayTickerBody(
    string Symbol, Fixed PriceChange, Fixed PriceChangePercent, Fixed WeightedAvgPrice, Fixed? PrevClosePrice, Fixed LastPrice,
    Fixed LastQty, Fixed? BidPrice, Fixed? BidQty, Fixed? AskPrice, Fixed? AskQty, Fixed OpenPrice, Fixed HighPrice, Fixed LowPrice,
    Fixed Volume, Fixed QuoteVolume, long OpenTime, long CloseTime, long FirstId, long LastId, long Count);

internal sealed record AveragePriceBody(int Mins, Fixed Price, long CloseTime);

internal sealed record OpenInterestBody(Fixed OpenInterest, string Symbol, long Time);
