using System.Text.Json;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Rest;

/// <summary><c>{"lastUpdateId":1027024,"bids":[["4.00000000","431.00000000"]],"asks":[["4.00000200","12.00000000"]]}</c>.</summary>
public static class DepthParser
{
    /// <exception cref="FormatException">The body is not a depth snapshot.</exception>
    public static DepthSnapshot Parse(ReadOnlySpan<byte> body)
    {
        long? lastUpdateId = null;
        var bids = new List<PriceLevel>();
        var asks = new List<PriceLevel>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("lastUpdateId"u8))
            {
                lastUpdateId = JsonPages.Integer(ref reader);
            }
            else if (reader.ValueTextEquals("bids"u8))
            {
                Levels(ref reader, bids);
            }
            else if (reader.ValueTextEquals("asks"u8))
            {
                Levels(ref reader, asks);
            }
            else
            {
                reader.Skip();
            }
        }

        return new DepthSnapshot(lastUpdateId ?? throw new FormatException("A depth snapshot without lastUpdateId."), bids, asks);
    }

    private static void Levels(ref Utf8JsonReader reader, List<PriceLevel> levels)
    {
        JsonPages.BeginArray(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            levels.Add(new PriceLevel(JsonPages.Decimal(ref reader), JsonPages.Decimal(ref reader)));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
            }
        }
    }
}
