using System.Text.Json;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Usdm;

/// <summary>
/// <c>[{"symbol":"BTCUSDT","fundingRate":"-0.03750000","fundingTime":1570608000000,"markPrice":"34287.54619963"},…]</c>.
/// </summary>
public static class FundingPageParser
{
    /// <exception cref="FormatException">The page is not an array of settlements.</exception>
    public static List<FundingSettlement> Parse(ReadOnlySpan<byte> page)
    {
        var rates = new List<FundingSettlement>();
        var reader = new Utf8JsonReader(page);
        JsonPages.BeginArray(ref reader);
        while (JsonPages.NextObject(ref reader))
        {
            DateTime time = default;
            decimal? rate = null, mark = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("fundingTime"u8))
                {
                    time = EpochTime.Utc(JsonPages.Integer(ref reader));
                }
                else if (reader.ValueTextEquals("fundingRate"u8))
                {
                    rate = JsonPages.Decimal(ref reader);
                }
                else if (reader.ValueTextEquals("markPrice"u8))
                {
                    mark = JsonPages.DecimalOrNull(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            rates.Add(new FundingSettlement(time, rate ?? throw new FormatException("A funding row without its rate."), mark));
        }

        return rates;
    }
}
