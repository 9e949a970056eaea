using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Payloads of <c>depth</c> (diffs with U, u and on USD-M pu) and <c>depth5|10|20</c> (the best levels whole).</summary>
internal static class DepthFrames
{
    public static void WriteDiff(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, DepthDiff diff, long ms)
    {
        var usdm = !market.Spec.Rules.IsSpot;
        json.Start("{\"e\":\"depthUpdate\",\"E\":"u8).Number(ms);
        if (usdm)
        {
            json.Text(",\"T\":"u8).Number(ms);
        }

        json.Text(",\"s\":\""u8).Text(symbol).Text("\",\"U\":"u8).Number(diff.SentUpdateId + 1).Text(",\"u\":"u8)
            .Number(market.Book.UpdateId);
        if (usdm)
        {
            json.Text(",\"pu\":"u8).Number(diff.SentUpdateId);
        }

        json.Text(",\"b\":["u8);
        Touched(json, market.Spec, market.Book.Bids, diff.Bids);
        json.Text("],\"a\":["u8);
        Touched(json, market.Spec, market.Book.Asks, diff.Asks);
        json.Text("]}"u8);
    }

    public static void WritePartial(JsonFrame json, Market market, ReadOnlySpan<byte> symbol, int levels, long ms)
    {
        if (!market.Spec.Rules.IsSpot)
        {
            var id = market.Book.UpdateId;
            json.Start("{\"e\":\"depthUpdate\",\"E\":"u8).Number(ms).Text(",\"T\":"u8).Number(ms).Text(",\"s\":\""u8).Text(symbol)
                .Text("\",\"U\":"u8).Number(id).Text(",\"u\":"u8).Number(id).Text(",\"pu\":"u8).Number(id - 1).Text(",\"b\":["u8);
            Best(json, market.Spec, market.Book.Bids, levels);
            json.Text("],\"a\":["u8);
        }
        else
        {
            json.Start("{\"lastUpdateId\":"u8).Number(market.Book.UpdateId).Text(",\"bids\":["u8);
            Best(json, market.Spec, market.Book.Bids, levels);
            json.Text("],\"asks\":["u8);
        }

        Best(json, market.Spec, market.Book.Asks, levels);
        json.Text("]}"u8);
    }

    public static void Best(JsonFrame json, MarketSpec spec, BookSide side, int levels)
    {
        for (var rank = 0; rank < Math.Min(levels, side.Count); rank++)
        {
            var level = side.At(rank);
            Level(json, spec, level.Price, level.Quantity, first: rank == 0);
        }
    }

    private static void Touched(JsonFrame json, MarketSpec spec, BookSide side, HashSet<long> prices)
    {
        var first = true;
        foreach (var price in prices)
        {
            Level(json, spec, price, side.QuantityAt(price), first);
            first = false;
        }
    }

    private static void Level(JsonFrame json, MarketSpec spec, long price, long quantity, bool first) =>
        json.Text(first ? "["u8 : ",["u8).Price(price, spec.PriceDecimals).Text(","u8).Price(quantity, spec.QuantityDecimals).Text("]"u8);
}
