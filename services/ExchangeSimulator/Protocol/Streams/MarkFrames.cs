using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Payload of <c>markPrice</c>.</summary>
internal static class MarkFrames
{
    public static void Write(JsonFrame json, ReadOnlySpan<byte> symbol, MarkPrices marks, long ms)
    {
        var timeUs = ms * 1000;
        var next = (timeUs / marks.FundingIntervalUs + 1) * marks.FundingIntervalUs;
        json.Start("{\"e\":\"markPriceUpdate\",\"E\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol).Text("\",\"p\":"u8).Price(marks.Mark(timeUs), 8)
            .Text(",\"i\":"u8).Price(marks.Index(timeUs), 8).Text(",\"P\":"u8).Price(marks.Index(timeUs), 8)
            .Text(",\"r\":"u8).Price(marks.FundingRate(next), 8).Text(",\"T\":"u8).Number(next / 1000).Text("}"u8);
    }
}
