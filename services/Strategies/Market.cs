using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>One symbol as its strategy sees it: prices, the own position and orders, and the place where orders are asked for.</summary>
public abstract class Market
{
    public abstract string Venue { get; }

    public abstract string Symbol { get; }

    /// <summary>Place among <see cref="Portfolio.Markets"/>, from 0: an index for what a strategy keeps by symbol.</summary>
    public abstract int Index { get; }

    /// <summary>Price of the last trade or bar, quote currency; 0 before the first.</summary>
    public abstract decimal LastPrice { get; }

    /// <summary>Null before the first, and where no book is recorded.</summary>
    public abstract BookTop? Top { get; }

    /// <summary>Net position, base currency; negative is short.</summary>
    public abstract decimal Quantity { get; }

    /// <summary>Quote currency; 0 when flat.</summary>
    public abstract decimal AverageEntryPrice { get; }

    /// <summary>Whether a short position can be opened here: on derivatives, not on spot.</summary>
    public abstract bool CanSellShort { get; }

    /// <summary>Own orders that may still fill, in the order of their requests.</summary>
    public abstract IReadOnlyList<WorkingOrder> Orders { get; }

    public bool IsFlat => Quantity == 0;

    /// <summary>
    /// Asks for an order. It becomes active after this event and the latency, so that nothing fills at a price that was known when it was
    /// decided.
    /// </summary>
    /// <returns>The order; null when the quantity comes to 0, or when orders are not taken at present.</returns>
    /// <exception cref="ArgumentException">The request contradicts itself: a limit without a price, a negative quantity.</exception>
    public abstract WorkingOrder? Submit(OrderRequest request);

    /// <summary>Cancels an own order; false when it is not working any more.</summary>
    public abstract bool Cancel(string orderId);

    public WorkingOrder? Buy(Size size, string? tag = null) => Submit(new OrderRequest { Side = Side.Buy, Size = size, Tag = tag });

    public WorkingOrder? Sell(Size size, string? tag = null) => Submit(new OrderRequest { Side = Side.Sell, Size = size, Tag = tag });

    /// <summary>Closes the position by a market order that cannot turn it round; null when flat.</summary>
    public WorkingOrder? Close(string? tag = null) => IsFlat
        ? null
        : Submit(new OrderRequest
        {
            Side = Quantity > 0 ? Side.Sell : Side.Buy,
            Size = Size.Quantity(Math.Abs(Quantity)),
            ReduceOnly = true,
            Tag = tag,
        });

    /// <summary>Brings the position to a part of the equity by a market order: 0.5 is half of it long, -0.5 half of it short.</summary>
    public WorkingOrder? Target(decimal weight, string? tag = null) => Submit(new OrderRequest { Size = Size.Target(weight), Tag = tag });

    /// <summary>Cancels every own order that the symbol has now; one that is asked for meanwhile stays.</summary>
    public void CancelAll()
    {
        foreach (var order in Orders.ToArray())
        {
            Cancel(order.Id);
        }
    }
}
