using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>USD-M: orders reserve margin, fills move a position, fees and profits move the wallet.</summary>
internal sealed class UsdmSettlement(UsdmAccount account, string symbol) : ISettlement
{
    public VenueError? Reserve(ClientOrder order, decimal worstQuote)
    {
        var position = account.PositionOf(symbol);
        var signed = order.Side == Side.Buy ? E8.ToDecimal(order.Quantity) : -E8.ToDecimal(order.Quantity);
        var reduces = position.Quantity != 0
            && Math.Sign(position.Quantity) != Math.Sign(signed)
            && Math.Abs(signed) <= Math.Abs(position.Quantity);
        if (order.ReduceOnly && !reduces)
        {
            return new VenueError(400, -2022, "ReduceOnly Order is rejected.");
        }

        var margin = reduces ? 0 : worstQuote / position.Leverage;
        if (margin > account.Available)
        {
            return new VenueError(400, -2019, "Margin is insufficient.");
        }

        order.Locked = margin;
        account.Reserve(margin);
        return null;
    }

    public Fill Settle(ClientOrder order, long tradeId, long price, long quantity, bool isMaker, long timeUs)
    {
        var (goods, at) = (E8.ToDecimal(quantity), E8.ToDecimal(price));
        var share = order.Remaining == 0 ? order.Locked : order.Locked * quantity / order.Remaining;
        order.Locked -= share;
        account.Reserve(-share);
        var fee = decimal.Round(goods * at * (isMaker ? UsdmAccount.MakerFee : UsdmAccount.TakerFee), 8);
        var profit = account.PositionOf(symbol).Apply(order.Side == Side.Buy ? goods : -goods, at, timeUs);
        account.Change(profit - fee);
        return new Fill(tradeId, price, quantity, fee, "USDT", isMaker, timeUs, profit);
    }

    public void Release(ClientOrder order)
    {
        account.Reserve(-order.Locked);
        order.Locked = 0;
    }
}
