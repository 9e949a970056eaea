using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Account events of spot: <c>executionReport</c> and <c>outboundAccountPosition</c>.</summary>
internal static class SpotUserFrames
{
    public static void WriteExecution(JsonFrame json, OrderReport report)
    {
        var (_, order, execution, fill, timeUs) = report;
        var ms = timeUs / 1000;
        json.Text("{\"e\":\"executionReport\",\"E\":"u8).Number(ms).Text(",\"s\":"u8).String(order.Symbol).Text(",\"c\":"u8)
            .String(order.ClientOrderId)
            .Text(",\"S\":"u8).Word(order.Side).Text(",\"o\":"u8).Word(order.Kind)
            .Text(",\"f\":"u8).Word(order.TimeInForce).Text(",\"q\":"u8).Price(order.Quantity, 8)
            .Text(",\"p\":"u8).Price(order.Price, 8).Text(",\"P\":"u8).Price(order.StopPrice, 8)
            .Text(",\"F\":\"0.00000000\",\"g\":-1,\"C\":\"\",\"x\":"u8).String(execution).Text(",\"X\":"u8).Word(order.State)
            .Text(",\"r\":\"NONE\",\"i\":"u8).Number(order.OrderId).Text(",\"l\":"u8).Price(fill?.Quantity ?? 0, 8)
            .Text(",\"z\":"u8).Price(order.Executed, 8).Text(",\"L\":"u8).Price(fill?.Price ?? 0, 8)
            .Text(",\"n\":"u8).Decimal(fill?.Commission ?? 0).Text(",\"N\":"u8);
        (fill is null ? json.Text("null"u8) : json.String(fill.CommissionAsset)).Text(",\"T\":"u8).Number(ms).Text(",\"t\":"u8)
            .Number(fill?.TradeId ?? -1)
            .Text(",\"I\":"u8).Number(order.OrderId * 2).Text(",\"w\":"u8).Bool(order is { IsOpen: true, Working: true }).Text(",\"m\":"u8)
                .Bool(fill?.IsMaker ?? false)
            .Text(",\"M\":"u8).Bool(fill is not null).Text(",\"O\":"u8).Number(order.CreatedUs / 1000)
            .Text(",\"Z\":"u8).Product(order.ExecutedQuote, 8).Text(",\"Y\":"u8)
                .Product(fill is null ? 0 : E8.Product(fill.Price, fill.Quantity), 8)
            .Text(",\"Q\":"u8).Price(order.QuoteQuantity, 8).Text(",\"W\":"u8).Number(order.CreatedUs / 1000).Text(",\"V\":\"NONE\"}"u8);
    }

    public static void WriteBalances(JsonFrame json, SpotAccount account, OrderReport report)
    {
        var spec = report.Spec;
        json.Text("{\"e\":\"outboundAccountPosition\",\"E\":"u8).Number(report.TimeUs / 1000).Text(",\"u\":"u8).Number(report.TimeUs / 1000)
            .Text(",\"B\":["u8);
        Balance(json, account, spec.BaseAsset);
        json.Text(","u8);
        Balance(json, account, spec.QuoteAsset);
        json.Text("]}"u8);
    }

    private static void Balance(JsonFrame json, SpotAccount account, string asset)
    {
        var (free, locked) = account.Balances.TryGetValue(asset, out var held) ? held : default;
        json.Text("{\"a\":"u8).String(asset).Text(",\"f\":"u8).Decimal(free).Text(",\"l\":"u8).Decimal(locked).Text("}"u8);
    }
}
