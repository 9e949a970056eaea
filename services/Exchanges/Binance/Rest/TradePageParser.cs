using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// Trades as <c>/trades</c> and <c>/historicalTrades</c> send them:
/// <c>[{"id":28457,"price":"4.00000100","qty":"12.00000000","quoteQty":"48.00",
/// "time":1499865549590,"isBuyerMaker":true,"isBestMatch":true},…]</c>.
/// </summary>
public static class TradePageParser
{
    /// <param name="receivedTime">UTC, given to every trade.</param>
    /// <exception cref="FormatException">The page is not an array of trades.</exception>
    public static List<Trade> Parse(ReadOnlySpan<byte> page, DateTime receivedTime)
    {
        var trades = new List<Trade>();
        var reader = new Utf8JsonReader(page);
        JsonPages.BeginArray(ref reader);
        while (JsonPages.NextObject(ref reader))
        {
            long? id = null;
            decimal price = 0, quantity = 0;
            DateTime time = default;
            var buyerIsMaker = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8))
                {
                    id = JsonPages.Integer(ref reader);
                }
                else if (reader.ValueTextEquals("price"u8))
                {
                    price = JsonPages.Decimal(ref reader);
                }
                else if (reader.ValueTextEquals("qty"u8))
                {
                    quantity = JsonPages.Decimal(ref reader);
                }
                else if (reader.ValueTextEquals("time"u8))
                {
                    time = EpochTime.Utc(JsonPages.Integer(ref reader));
                }
                else if (reader.ValueTextEquals("isBuyerMaker"u8))
                {
                    reader.Read();
                    buyerIsMaker = reader.GetBoolean();
                }
                else
                {
                    reader.Skip();
                }
            }

            trades.Add(new Trade(
                id ?? throw new FormatException("A trade without an id."),
                price,
                quantity,
                buyerIsMaker ? Side.Sell : Side.Buy,
                time,
                receivedTime));
        }

        return trades;
    }
}
