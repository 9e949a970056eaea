using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// <c>[{"a":26129,"p":"0.01633102","q":"4.70443515","f":27781,"l":27781,"T":1498793709153,"m":true,"M":true},…]</c>;
/// USD-M has no <c>M</c>.
/// </summary>
public static class AggTradePageParser
{
    /// <exception cref="FormatException">The page is not an array of aggregate trades.</exception>
    public static List<AggregateTrade> Parse(ReadOnlySpan<byte> page)
    {
        var trades = new List<AggregateTrade>();
        var reader = new Utf8JsonReader(page);
        JsonPages.BeginArray(ref reader);
        while (JsonPages.NextObject(ref reader))
        {
            var trade = new AggregateTrade(Id: -1, 0, 0, 0, 0, default, Side.Buy, BestMatch: null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
                switch (name)
                {
                    case (byte)'a':
                        trade = trade with { Id = JsonPages.Integer(ref reader) };
                        break;
                    case (byte)'p':
                        trade = trade with { Price = JsonPages.Decimal(ref reader) };
                        break;
                    case (byte)'q':
                        trade = trade with { Quantity = JsonPages.Decimal(ref reader) };
                        break;
                    case (byte)'f':
                        trade = trade with { FirstTradeId = JsonPages.Integer(ref reader) };
                        break;
                    case (byte)'l':
                        trade = trade with { LastTradeId = JsonPages.Integer(ref reader) };
                        break;
                    case (byte)'T':
                        trade = trade with { Time = EpochTime.Utc(JsonPages.Integer(ref reader)) };
                        break;
                    case (byte)'m':
                        reader.Read();
                        trade = trade with { Side = reader.GetBoolean() ? Side.Sell : Side.Buy };
                        break;
                    case (byte)'M':
                        reader.Read();
                        trade = trade with { BestMatch = reader.GetBoolean() };
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            trades.Add(trade.Id >= 0 ? trade : throw new FormatException("An aggregate trade without an id."));
        }

        return trades;
    }
}
