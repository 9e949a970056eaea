using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>A depth snapshot: the best levels and the id of the last change in them.</summary>
internal static class DepthJson
{
    public static void Write(JsonFrame json, Market market, int limit, long nowMs)
    {
        WriteFields(json.Text("{"u8), market, limit, nowMs);
    }

    /// <summary>The same without the brace that opens it, for a message that has fields of its own before.</summary>
    public static void WriteFields(JsonFrame json, Market market, int limit, long nowMs)
    {
        json.Text("\"lastUpdateId\":"u8).Number(market.Book.UpdateId);
        if (market.Spec.Kind == MarketKind.Usdm)
        {
            json.Text(",\"E\":"u8).Number(nowMs).Text(",\"T\":"u8).Number(nowMs);
        }

        json.Text(",\"bids\":["u8);
        DepthFrames.Best(json, market.Spec, market.Book.Bids, limit);
        json.Text("],\"asks\":["u8);
        DepthFrames.Best(json, market.Spec, market.Book.Asks, limit);
        json.Text("]}"u8);
    }
}
