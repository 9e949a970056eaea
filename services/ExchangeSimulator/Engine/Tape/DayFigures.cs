using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>A rolling day of one symbol.</summary>
internal readonly record struct DayFigures(Candle Candle, long PreviousClose, long LastQuantity)
{
    public long ChangePercentE8 => Candle.Open == 0 ? 0 : (long)((Int128)(Candle.Close - Candle.Open) * 100 * E8.One / Candle.Open);

    public long AveragePrice => Candle.Volume == 0 ? 0 : (long)(Candle.QuoteVolume / Candle.Volume);
}
