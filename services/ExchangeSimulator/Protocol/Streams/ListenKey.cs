using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>The USD-M account stream: a listen key is the name of a stream, valid for an hour after it was last extended.</summary>
internal sealed class ListenKey
{
    private const long LifetimeMs = 3_600_000;
    private readonly Exchange _exchange;
    private readonly StreamHub _hub;
    private readonly JsonFrame _json = new();
    private long _validUntilMs;

    public ListenKey(Exchange exchange, StreamHub hub)
    {
        (_exchange, _hub) = (exchange, hub);
        exchange.Journal.Listen(Report);
    }

    public string? Value { get; private set; }

    public string Start(long nowMs)
    {
        if (Value is null || nowMs > _validUntilMs)
        {
            Value = $"{Mixer.Mix((ulong)nowMs):x16}{Mixer.Mix(~(ulong)nowMs):x16}";
        }

        _validUntilMs = nowMs + LifetimeMs;
        return Value;
    }

    public bool Extend(long nowMs)
    {
        if (Value is null || nowMs > _validUntilMs)
        {
            return false;
        }

        _validUntilMs = nowMs + LifetimeMs;
        return true;
    }

    public void Stop() => Value = null;

    /// <summary>Called inside the exchange's lock.</summary>
    private void Report(OrderReport report)
    {
        if (report.Spec.Rules.IsSpot || Value is null || _exchange.NowMs > _validUntilMs)
        {
            return;
        }

        var topic = _hub.TopicOf(MarketKind.Usdm, Value);
        if (!topic.IsWanted)
        {
            return;
        }

        WriteOrder(report);
        _hub.Append(topic, _json.Written);
        if (report.Fill is not null)
        {
            WriteAccount(report);
            _hub.Append(topic, _json.Written);
        }
    }

    private void WriteOrder(OrderReport report)
    {
        var (spec, order, execution, fill, timeUs) = report;
        var (price, size, ms) = (spec.PriceDecimals, spec.QuantityDecimals, timeUs / 1000);
        _json.Start("{\"e\":\"ORDER_TRADE_UPDATE\",\"E\":"u8).Number(ms).Text(",\"T\":"u8).Number(ms).Text(",\"o\":{\"s\":"u8)
            .String(order.Symbol)
            .Text(",\"c\":"u8).String(order.ClientOrderId).Text(",\"S\":"u8).Word(order.Side).Text(",\"o\":"u8).Word(order.Kind)
            .Text(",\"f\":"u8).Word(order.TimeInForce).Text(",\"q\":"u8).Price(order.Quantity, size).Text(",\"p\":"u8)
                .Price(order.Price, price)
            .Text(",\"ap\":"u8).Price(order.Executed == 0 ? 0 : (long)(order.ExecutedQuote / order.Executed), price)
            .Text(",\"sp\":\"0\",\"x\":"u8).String(execution).Text(",\"X\":"u8).Word(order.State).Text(",\"i\":"u8).Number(order.OrderId)
            .Text(",\"l\":"u8).Price(fill?.Quantity ?? 0, size).Text(",\"z\":"u8).Price(order.Executed, size).Text(",\"L\":"u8)
                .Price(fill?.Price ?? 0, price)
            .Text(",\"N\":\"USDT\",\"n\":"u8).Decimal(fill?.Commission ?? 0).Text(",\"T\":"u8).Number(ms).Text(",\"t\":"u8)
                .Number(fill?.TradeId ?? 0)
            .Text(",\"b\":\"0\",\"a\":\"0\",\"m\":"u8).Bool(fill?.IsMaker ?? false).Text(",\"R\":"u8).Bool(order.ReduceOnly)
            .Text(",\"wt\":\"CONTRACT_PRICE\",\"ot\":"u8).Word(order.Kind).Text(",\"ps\":\"BOTH\",\"cp\":false,\"rp\":"u8)
                .Decimal(fill?.RealizedPnl ?? 0)
            .Text(",\"pP\":false,\"si\":0,\"ss\":0,\"V\":\"NONE\",\"pm\":\"NONE\",\"gtd\":0}}"u8);
    }

    private void WriteAccount(OrderReport report)
    {
        var account = _exchange.Futures;
        var position = account.PositionOf(report.Order.Symbol);
        _json.Start("{\"e\":\"ACCOUNT_UPDATE\",\"E\":"u8).Number(report.TimeUs / 1000).Text(",\"T\":"u8).Number(report.TimeUs / 1000)
            .Text(",\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\",\"wb\":"u8).Decimal(account.Wallet).Text(",\"cw\":"u8)
                .Decimal(account.Wallet)
            .Text(",\"bc\":\"0\"}],\"P\":[{\"s\":"u8).String(position.Symbol).Text(",\"pa\":"u8).Decimal(position.Quantity, 3)
                .Text(",\"ep\":"u8).Decimal(position.EntryPrice)
            .Text(",\"bep\":"u8).Decimal(position.EntryPrice).Text(",\"cr\":\"0\",\"up\":"u8)
                .Decimal(position.Quantity == 0 ? 0 : position.Unrealized(account.MarkOf(position.Symbol)))
            .Text(",\"mt\":\"cross\",\"iw\":\"0\",\"ps\":\"BOTH\"}]}}"u8);
    }
}
