using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Lists of trades and aggregates; only spot tells the best match.</summary>
internal static class TradeJson
{
    public static void WriteTrades(ApiCall call, MarketSpec spec, List<TapeTrade> trades)
    {
        var spot = spec.Kind == MarketKind.Spot;
        var json = call.Json.Text("["u8);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            json.Text(i == 0 ? "{\"id\":"u8 : ",{\"id\":"u8).Number(trade.Id).Text(",\"price\":"u8).Price(trade.Price, spec.PriceDecimals)
                .Text(",\"qty\":"u8).Price(trade.Quantity, spec.QuantityDecimals)
                .Text(",\"quoteQty\":"u8).Product(E8.Product(trade.Price, trade.Quantity), spot ? 8 : 2)
                .Text(",\"time\":"u8).Number(call.Stamp(trade.TimeUs)).Text(",\"isBuyerMaker\":"u8).Bool(trade.BuyerIsMaker)
                .Text(spot ? ",\"isBestMatch\":true}"u8 : "}"u8);
        }

        json.Text("]"u8);
    }

    public static void WriteAggregates(ApiCall call, MarketSpec spec, List<TapeAggregate> trades)
    {
        var json = call.Json.Text("["u8);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            json.Text(i == 0 ? "{\"a\":"u8 : ",{\"a\":"u8).Number(trade.Id).Text(",\"p\":"u8).Price(trade.Price, spec.PriceDecimals)
                .Text(",\"q\":"u8).Price(trade.Quantity, spec.QuantityDecimals).Text(",\"f\":"u8).Number(trade.FirstId)
                .Text(",\"l\":"u8).Number(trade.LastId).Text(",\"T\":"u8).Number(call.Stamp(trade.TimeUs))
                .Text(",\"m\":"u8).Bool(trade.BuyerIsMaker).Text(spec.Kind == MarketKind.Spot ? ",\"M\":true}"u8 : "}"u8);
        }

        json.Text("]"u8);
    }
}
