using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Account, own trades, commissions and order limits of <c>/api/v3</c>.</summary>
internal sealed class SpotAccountApi(RateLimits limits)
{
    private static readonly RatesBody NoRates = new(Fixed.Zero, Fixed.Zero, Fixed.Zero, Fixed.Zero);

    public static object Account(ApiCall call) => call.Exchange.Run(() =>
    {
        var account = call.Exchange.Account;
        var balances = account.Balances.Where(held => !call.IsTrue("omitZeroBalances") || held.Value.Free + held.Value.Locked != 0);
        return new SpotAccountBody(
            (long)(account.MakerFee * 10_000), (long)(account.TakerFee * 10_000), 0, 0, RatesOf(account), CanTrade: true, CanWithdraw: true,
            CanDeposit: true,
            Brokered: false, RequireSelfTradePrevention: false, PreventSor: false, call.Stamp(call.Exchange.NowMs * 1000), "SPOT",
            [.. balances.Select(held => new BalanceBody(held.Key, Fixed.Of(held.Value.Free), Fixed.Of(held.Value.Locked)))], ["SPOT"],
            354_937_868);
    });

    public static object Trades(ApiCall call, Market market)
    {
        var limit = call.Limit(500, 1000);
        var (orderId, fromId) = (call.Number("orderId"), call.Number("fromId"));
        var (start, end) = (call.TimeUs("startTime") ?? 0, call.TimeUs("endTime") ?? long.MaxValue);
        return call.Exchange.Run(() =>
        {
            var fills = call.Exchange.Journal.FillsOf(market.Spec, orderId)
                .Where(own => own.Fill.TradeId >= (fromId ?? 0) && own.Fill.TimeUs >= start && own.Fill.TimeUs <= end);
            return (fromId is null && start == 0 ? fills.TakeLast(limit) : fills.Take(limit)).Select(own => Body(call, own)).ToList();
        });
    }

    public static object Commission(ApiCall call, Market market) => new CommissionBody(
        market.Spec.Symbol, RatesOf(call.Exchange.Account), NoRates, NoRates,
        new DiscountBody(EnabledForAccount: false, EnabledForSymbol: false, "BNB", new Fixed(75_000_000, 8)));

    public object OrderLimits(ApiCall call)
    {
        var orders = limits.Orders(MarketKind.Spot);
        var (recent, day) = orders.Counts(call.Exchange.Now);
        return new List<SpotLimitBody>
        {
            new("ORDERS", "SECOND", 10, orders.ShortLimit, recent),
            new("ORDERS", "DAY", 1, orders.LongLimit, day),
        };
    }

    private static RatesBody RatesOf(SpotAccount account) =>
        new(Fixed.Of(account.MakerFee), Fixed.Of(account.TakerFee), Fixed.Zero, Fixed.Zero);

    private static SpotFillBody Body(ApiCall call, ClientFill own)
    {
        var (_, symbol, order, fill) = own;
        return new SpotFillBody(
            symbol, fill.TradeId, order.OrderId, -1, new Fixed(fill.Price, 8), new Fixed(fill.Quantity, 8),
            Fixed.OfProduct(E8.Product(fill.Price, fill.Quantity), 8), Fixed.Of(fill.Commission), fill.CommissionAsset,
            call.Stamp(fill.TimeUs),
            order.Side == Side.Buy, fill.IsMaker, IsBestMatch: true);
    }
}

internal sealed record SpotAccountBody(
    long MakerCommission, long TakerCommission, int BuyerCommission, int SellerCommission, RatesBody CommissionRates, bool CanTrade,
    bool CanWithdraw, bool CanDeposit, bool Brokered, bool RequireSelfTradePrevention, bool PreventSor, long UpdateTime, string AccountType,
    List<BalanceBody> Balances, string[] Permissions, long Uid);

internal sealed record BalanceBody(string Asset, Fixed Free, Fixed Locked);

internal sealed record SpotFillBody(
    string Symbol, long Id, long OrderId, int OrderListId, Fixed Price, Fixed Qty, Fixed QuoteQty, Fixed Commission, string CommissionAsset,
    long Time, bool IsBuyer, bool IsMaker, bool IsBestMatch);

internal sealed record CommissionBody(
    string Symbol, RatesBody StandardCommission, RatesBody SpecialCommission, RatesBody TaxCommission, DiscountBody Discount);
