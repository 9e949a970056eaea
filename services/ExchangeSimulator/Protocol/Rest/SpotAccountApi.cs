using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Account, own trades, commissions and order limits of <c>/api/v3</c>.</summary>
internal static class SpotAccountApi
{
    public static VenueError? Account(ApiCall call)
    {
        call.Exchange.Run(() =>
        {
            var account = call.Exchange.Account;
            var json = call.Json.Text("{\"makerCommission\":"u8).Number((long)(account.MakerFee * 10_000)).Text(",\"takerCommission\":"u8)
                .Number((long)(account.TakerFee * 10_000)).Text(",\"buyerCommission\":0,\"sellerCommission\":0,\"commissionRates\":{"u8);
            WriteRates(call);
            json.Text(",\"canTrade\":true,\"canWithdraw\":true,\"canDeposit\":true,\"brokered\":false,\"requireSelfTradePrevention\":false,\"preventSor\":false,\"updateTime\":"u8)
                .Number(call.Stamp(call.Exchange.NowMs * 1000)).Text(",\"accountType\":\"SPOT\",\"balances\":["u8);
            var first = true;
            foreach (var (asset, (free, locked)) in account.Balances)
            {
                if (!string.Equals(call.Text("omitZeroBalances"), "true", StringComparison.OrdinalIgnoreCase) || free + locked != 0)
                {
                    json.Text(first ? "{\"asset\":"u8 : ",{\"asset\":"u8).String(asset).Text(",\"free\":"u8).Decimal(free)
                        .Text(",\"locked\":"u8).Decimal(locked).Text("}"u8);
                    first = false;
                }
            }

            json.Text("],\"permissions\":[\"SPOT\"],\"uid\":354937868}"u8);
        });
        return null;
    }

    public static VenueError? Trades(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var (orderId, fromId) = (call.Number("orderId"), call.Number("fromId"));
        var (start, end) = (call.TimeUs("startTime") ?? 0, call.TimeUs("endTime") ?? long.MaxValue);
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() =>
        {
            var fills = call.Exchange.Journal.Fills
                .Where(f => f.Market == call.Kind && f.Order.Symbol == market.Spec.Symbol && (orderId is null || f.Order.OrderId == orderId)
                    && f.Fill.TradeId >= (fromId ?? 0) && f.Fill.TimeUs >= start && f.Fill.TimeUs <= end)
                .ToList();
            var json = call.Json.Text("["u8);
            var first = true;
            foreach (var (_, symbol, order, fill) in fromId is null && start == 0 ? fills.TakeLast(limit) : fills.Take(limit))
            {
                json.Text(first ? "{\"symbol\":"u8 : ",{\"symbol\":"u8).String(symbol).Text(",\"id\":"u8).Number(fill.TradeId)
                    .Text(",\"orderId\":"u8).Number(order.OrderId).Text(",\"orderListId\":-1,\"price\":"u8).Price(fill.Price, 8)
                    .Text(",\"qty\":"u8).Price(fill.Quantity, 8).Text(",\"quoteQty\":"u8).Product(E8.Product(fill.Price, fill.Quantity), 8)
                    .Text(",\"commission\":"u8).Decimal(fill.Commission).Text(",\"commissionAsset\":"u8).String(fill.CommissionAsset)
                    .Text(",\"time\":"u8).Number(call.Stamp(fill.TimeUs)).Text(",\"isBuyer\":"u8).Bool(order.Side == Side.Buy)
                    .Text(",\"isMaker\":"u8).Bool(fill.IsMaker).Text(",\"isBestMatch\":true}"u8);
                first = false;
            }

            json.Text("]"u8);
        });
        return null;
    }

    public static VenueError? Commission(ApiCall call)
    {
        if (call.Symbol() is not { } market)
        {
            return call.Error;
        }

        call.Json.Text("{\"symbol\":"u8).String(market.Spec.Symbol).Text(",\"standardCommission\":{"u8);
        WriteRates(call);
        call.Json.Text(",\"specialCommission\":{\"maker\":\"0.00000000\",\"taker\":\"0.00000000\",\"buyer\":\"0.00000000\",\"seller\":\"0.00000000\"},\"taxCommission\":{\"maker\":\"0.00000000\",\"taker\":\"0.00000000\",\"buyer\":\"0.00000000\",\"seller\":\"0.00000000\"},\"discount\":{\"enabledForAccount\":false,\"enabledForSymbol\":false,\"discountAsset\":\"BNB\",\"discount\":\"0.75000000\"}}"u8);
        return null;
    }

    public static Func<ApiCall, VenueError?> OrderLimits(RateLimits limits) => call =>
    {
        var (recent, day) = limits.SpotOrders.Counts(call.Exchange.Now);
        call.Json.Text("[{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":"u8).Number(limits.SpotOrders.ShortLimit)
            .Text(",\"count\":"u8).Number(recent).Text("},{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,\"limit\":"u8)
            .Number(limits.SpotOrders.LongLimit).Text(",\"count\":"u8).Number(day).Text("}]"u8);
        return null;
    };

    /// <summary>The account's rates and the end of their object.</summary>
    public static void WriteRates(ApiCall call)
    {
        call.Json.Text("\"maker\":"u8).Decimal(call.Exchange.Account.MakerFee).Text(",\"taker\":"u8).Decimal(call.Exchange.Account.TakerFee)
            .Text(",\"buyer\":\"0.00000000\",\"seller\":\"0.00000000\"}"u8);
    }
}
