using System.Globalization;
using System.Text.Json;

namespace Trading.SystemTests.Running;

/// <summary>A bar as the naive computation has it, or as the API answered it; equal when every number is.</summary>
public sealed record NaiveBar(
    DateTime OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal QuoteVolume, int TradeCount, decimal TakerBuyVolume)
{
    /// <summary>A bar of one trade.</summary>
    public static NaiveBar Begin(DateTime openTime, decimal price, decimal quantity, bool takerBuys) =>
        new(openTime, price, price, price, price, quantity, price * quantity, 1, takerBuys ? quantity : 0);

    /// <summary>The bar with the next trade in the order of ids.</summary>
    public NaiveBar With(decimal price, decimal quantity, bool takerBuys) => this with
    {
        High = Math.Max(High, price),
        Low = Math.Min(Low, price),
        Close = price,
        Volume = Volume + quantity,
        QuoteVolume = QuoteVolume + price * quantity,
        TradeCount = TradeCount + 1,
        TakerBuyVolume = TakerBuyVolume + (takerBuys ? quantity : 0),
    };

    public static NaiveBar Of(JsonElement bar)
    {
        return new NaiveBar(
            bar.GetProperty("openTime").GetDateTime(),
            Number("open"),
            Number("high"),
            Number("low"),
            Number("close"),
            Number("volume"),
            Number("quoteVolume"),
            bar.GetProperty("tradeCount").GetInt32(),
            Number("takerBuyVolume"));

        decimal Number(string name) => decimal.Parse(bar.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
    }
}
