using System.Text.Json.Serialization;

namespace Trading.Contracts;

/// <summary>
/// A bar whose window is not a venue's interval: a sliding or session window, or one that ends after a number of trades or an amount
/// traded. Its natural key is venue, symbol, <paramref name="Window"/> and <paramref name="Position"/>.
/// </summary>
/// <param name="Window">How it was cut, such as <c>5m/1m</c>, <c>session:30s</c>, <c>tick:1000</c>, <c>volume:10</c>,
/// <c>dollar:1000000</c>.</param>
/// <param name="Position">
/// Orders the bars of a window. Sliding: microseconds since the Unix epoch at which it opens. All others: the trade id with which it
/// begins; such bars lie side by side in the ids.
/// </param>
/// <param name="LastId">
/// The last trade id that belongs to it, whether the trade is there or not; the largest so far while it is open. 0 for a sliding one.
/// </param>
/// <param name="OpenTime">UTC. Sliding: start of the window. All others: exchange time of its first trade.</param>
/// <param name="CloseTime">UTC. Sliding: exclusive end of the window. All others: exchange time of its last trade.</param>
/// <param name="Volume">Sum of quantities, base currency.</param>
/// <param name="QuoteVolume">Sum of price times quantity, quote currency.</param>
/// <param name="TakerBuyVolume">The part of <paramref name="Volume"/> whose aggressor bought.</param>
/// <param name="TakerBuyQuoteVolume">The part of <paramref name="QuoteVolume"/> whose aggressor bought.</param>
/// <param name="Closed">False while it may still receive trades.</param>
/// <param name="Revision">0 at the first close, one more for each correction by late or healed trades.</param>
public readonly record struct WindowBar(
    string Window,
    long Position,
    long LastId,
    DateTime OpenTime,
    DateTime CloseTime,
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
    int Revision = 0)
{
    /// <summary>Only this product builds such bars.</summary>
    public BarSource Source => BarSource.Trades;

    /// <summary>
    /// Whether the recording of trades began inside the bar, so that what was traded before is not in it. Only sliding windows and bars
    /// of a number of trades have a beginning that does not depend on the recording. Not stored: known where bars are read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Partial { get; init; }
}
