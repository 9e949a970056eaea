using System.Globalization;
using System.Text.Json;

namespace Trading.SystemTests.Running;

/// <summary>A bar as the naive computation has it, or as the API answered it; equal when every number is.</summary>
public sealed record NaiveBar(
    DateTime OpenTime, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, decimal QuoteVolume, int TradeCount, decimal TakerBuyVolume)
{
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
