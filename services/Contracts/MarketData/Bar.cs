using System.Text.Json.Serialization;

namespace Trading.Contracts;

/// <summary>
/// Open, high, low, close and volumes of one interval (a candle, a kline). Its natural key is venue, symbol, interval and
/// <paramref name="OpenTime"/>.
/// </summary>
/// <param name="OpenTime">UTC start of the interval, inclusive.</param>
/// <param name="Volume">Sum of quantities, base currency.</param>
/// <param name="QuoteVolume">Sum of price times quantity, quote currency.</param>
/// <param name="TakerBuyVolume">The part of <paramref name="Volume"/> whose aggressor bought.</param>
/// <param name="TakerBuyQuoteVolume">The part of <paramref name="QuoteVolume"/> whose aggressor bought.</param>
/// <param name="Closed">False while the interval may still receive trades.</param>
/// <param name="Revision">0 at the first close, one more for each correction by late or healed trades.</param>
/// <param name="CloseTime">
/// UTC, the last moment that the venue counts to the bar when it is not the last of the interval: an outage cut it short. Null otherwise.
/// </param>
public readonly record struct Bar(
    DateTime OpenTime,
    BarInterval Interval,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    decimal QuoteVolume,
    long TradeCount,
    decimal TakerBuyVolume,
    decimal TakerBuyQuoteVolume,
    bool Closed,
    BarSource Source,
    int Revision = 0,
    DateTime? CloseTime = null)
{
    /// <summary>
    /// Whether the recording of trades began inside the interval, so that what was traded before is not in it. Not stored: known where
    /// bars are read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Partial { get; init; }
}
