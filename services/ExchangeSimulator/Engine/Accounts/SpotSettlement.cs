using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>Spot: money and goods change hands in <see cref="SpotAccount"/>; the fee is taken from what is received.</summary>
internal sealed class SpotSettlement(SpotAccount account, string baseAsset, string quoteAsset) : ISettlement
{
    public VenueError? Reserve(ClientOrder order, decimal worstQuote)
    {
        var buys = order.Side == Side.Buy;
        var amount = buys ? worstQuote : E8.ToDecimal(order.Quantity);
        if (!account.TryLock(buys ? quoteAsset : baseAsset, amount))
        {
            return VenueError.Rejected("Account has insufficient balance for requested action.");
        }

        order.Locked = amount;
        return null;
    }

    public Fill Settle(ClientOrder order, long tradeId, long price, long quantity, bool isMaker, long timeUs)
    {
        var rate = isMaker ? account.MakerFee : account.TakerFee;
        var goods = E8.ToDecimal(quantity);
        var money = E8.ToDecimal(price) * goods;
        if (order.Side == Side.Buy)
        {
            // A limit order has set its limit aside: what the better price saves is free again at once.
            var reserved = Math.Min(order.Locked, order.IsMarket ? money : E8.ToDecimal(order.Price) * goods);
            order.Locked -= reserved;
            account.Unlock(quoteAsset, reserved);
            account.Change(quoteAsset, -money);
            var fee = Truncate(goods * rate);
            account.Change(baseAsset, goods - fee);
            return new Fill(tradeId, price, quantity, fee, baseAsset, isMaker, timeUs);
        }
        else
        {
            var reserved = Math.Min(order.Locked, goods);
            order.Locked -= reserved;
            account.Unlock(baseAsset, reserved);
            account.Change(baseAsset, -goods);
            var fee = Truncate(money * rate);
            account.Change(quoteAsset, money - fee);
            return new Fill(tradeId, price, quantity, fee, quoteAsset, isMaker, timeUs);
        }
    }

    public void Release(ClientOrder order)
    {
        account.Unlock(order.Side == Side.Buy ? quoteAsset : baseAsset, order.Locked);
        order.Locked = 0;
    }

    private static decimal Truncate(decimal value) => decimal.Truncate(value * E8.One) / E8.One;
}
