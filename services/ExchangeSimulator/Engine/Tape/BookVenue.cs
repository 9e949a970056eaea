using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>Client orders meet the generated book.</summary>
internal sealed class BookVenue(GeneratedMarket market) : IOrderVenue
{
    public long LastPrice => market.LastPrice;

    public long NowUs => market.NowUs;

    public long BestPrice(Side side) => market.Book.Of(side).BestPrice;

    public void Execute(ClientOrder order, long limit)
    {
        market.Book.Take(order.Side, limit, order.Remaining, order, market);
    }

    public void Rest(ClientOrder order)
    {
        order.Resting = market.Book.Rest(order.Side, order.Price, order.Remaining, order);
    }

    public void Withdraw(ClientOrder order)
    {
        if (order.Resting is { } resting)
        {
            market.Book.Cancel(order.Side, resting);
        }
    }

    public long Available(Side taker, long limit, long enough) => market.Book.Available(taker, limit, enough);

    public decimal CostOf(Side taker, long quantity)
    {
        var against = market.Book.Against(taker);
        Int128 cost = 0;
        for (var rank = 0; rank < against.Count && quantity > 0; rank++)
        {
            var level = against.At(rank);
            var part = Math.Min(quantity, level.Quantity);
            cost += E8.Product(level.Price, part);
            quantity -= part;
        }

        return E8.ProductToDecimal(cost);
    }

    public long QuantityFor(Side taker, decimal quote)
    {
        var against = market.Book.Against(taker);
        long quantity = 0;
        for (var rank = 0; rank < against.Count && quote > 0; rank++)
        {
            var level = against.At(rank);
            var price = E8.ToDecimal(level.Price);
            var part = Math.Min(level.Quantity, (long)(quote / price * E8.One));
            quantity += part;
            quote -= price * E8.ToDecimal(part);
            if (part < level.Quantity)
            {
                break;
            }
        }

        return quantity / market.Spec.StepSize * market.Spec.StepSize;
    }
}
