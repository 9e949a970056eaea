using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// Client orders against recorded best prices: what crosses fills whole at the best price, what rests fills at its own price
/// once the recording comes to it. Times are the recording's, so that orders and fills stand where their prices do.
/// </summary>
internal sealed class ReplayVenue(long firstTradeId) : IOrderVenue
{
    private readonly List<ClientOrder> _resting = [];
    private ReplayMarket? _market;
    private long _nextTradeId = firstTradeId;

    public long LastPrice => Market.LastPrice;

    public long NowUs => Market.NowUs;

    private ReplayMarket Market => _market ?? throw new InvalidOperationException("The venue is not bound to its market yet.");

    public void Bind(ReplayMarket market) => _market = market;

    public long BestPrice(Side side) => side == Side.Buy ? Market.BestBid : Market.BestAsk;

    public void Execute(ClientOrder order, long limit)
    {
        var price = BestPrice(order.Side == Side.Buy ? Side.Sell : Side.Buy);
        if (Reaches(order.Side, price, limit))
        {
            Market.Orders.Filled(order, _nextTradeId++, price, order.Remaining, isMaker: false);
        }
    }

    public void Rest(ClientOrder order) => _resting.Add(order);

    public void Withdraw(ClientOrder order) => _resting.Remove(order);

    public long Available(Side taker, long limit, long enough) =>
        Reaches(taker, BestPrice(taker == Side.Buy ? Side.Sell : Side.Buy), limit) ? enough : 0;

    public decimal CostOf(Side taker, long quantity) =>
        E8.ToDecimal(BestPrice(taker == Side.Buy ? Side.Sell : Side.Buy)) * E8.ToDecimal(quantity);

    public long QuantityFor(Side taker, decimal quote)
    {
        var price = E8.ToDecimal(BestPrice(taker == Side.Buy ? Side.Sell : Side.Buy));
        return price == 0 ? 0 : (long)(quote / price * E8.One) / Market.Spec.StepSize * Market.Spec.StepSize;
    }

    /// <summary>Fills the resting orders that the newest prices have reached.</summary>
    public void Match()
    {
        for (var i = _resting.Count - 1; i >= 0; i--)
        {
            var order = _resting[i];
            if (Reaches(order.Side, BestPrice(order.Side == Side.Buy ? Side.Sell : Side.Buy), order.Price))
            {
                _resting.RemoveAt(i);
                Market.Orders.Filled(order, _nextTradeId++, order.Price, order.Remaining, isMaker: true);
            }
        }
    }

    private static bool Reaches(Side taker, long price, long limit) => price > 0 && (taker == Side.Buy ? price <= limit : price >= limit);
}
