using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Archives;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Klines as arrays of twelve, the last always <c>"0"</c>.</summary>
internal static class KlineJson
{
    public static void Write(ApiCall call, MarketSpec spec, BarInterval interval, IReadOnlyList<KlineRow> rows)
    {
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        var quote = spec.Kind == MarketKind.Spot ? 8 : Math.Min(8, price + size);
        var json = call.Json.Text("["u8);
        for (var i = 0; i < rows.Count; i++)
        {
            json.Text(i == 0 ? "["u8 : ",["u8);
            if (rows[i].Recorded is { } line)
            {
                WriteRecorded(call, line);
                continue;
            }

            var candle = rows[i].Candle;
            json.Number(call.Stamp(candle.OpenUs)).Text(","u8).Price(candle.Open, price)
                .Text(","u8).Price(candle.High, price).Text(","u8).Price(candle.Low, price).Text(","u8).Price(candle.Close, price)
                .Text(","u8).Price((long)candle.Volume, size).Text(","u8).Number(call.StampBefore(History.CloseOf(interval, candle.OpenUs)))
                .Text(","u8).Product(candle.QuoteVolume, quote).Text(","u8).Number(candle.Count)
                .Text(","u8).Price((long)candle.TakerVolume, size).Text(","u8).Product(candle.TakerQuoteVolume, quote)
                .Text(",\"0\"]"u8);
        }

        json.Text("]"u8);
    }

    /// <summary>The digits as they are recorded; times in the unit that the client asked for.</summary>
    internal static void WriteRecorded(ApiCall call, string line)
    {
        var cells = line.Split(',');
        var json = call.Json.Number(call.Stamp(RecordedKlines.ToUs(cells[0])));
        for (var i = 1; i < 11; i++)
        {
            json.Text(","u8);
            _ = i switch
            {
                6 => json.Number(call.StampBefore(AfterUs(cells[6]))),
                8 => json.Number(long.Parse(cells[8], CultureInfo.InvariantCulture)),
                _ => json.String(cells[i]),
            };
        }

        json.Text(",\"0\"]"u8);
    }

    /// <summary>The moment after a close time, which is the last of its unit.</summary>
    private static long AfterUs(string closeTime) => RecordedKlines.ToUs(closeTime) is var us && us % 1000 == 0 ? us + 1000 : us + 1;
}
