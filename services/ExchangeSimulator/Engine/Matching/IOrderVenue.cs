using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>Where a client's working order meets its counterparts: the simulated book, or the best prices of a recording.</summary>
internal interface IOrderVenue
{
    long LastPrice { get; }

    /// <summary>Time to stamp on whatever happens now, in µs.</summary>
    long NowUs { get; }

    long BestPrice(Side side);

    /// <summary>
    /// Executes at once what can be executed up to <paramref name="limit"/>; fills are reported to <see cref="ClientOrders"/> as they
    /// happen.
    /// </summary>
    void Execute(ClientOrder order, long limit);

    /// <summary>Lets the rest of the order wait at its price.</summary>
    void Rest(ClientOrder order);

    void Withdraw(ClientOrder order);

    /// <summary>Quantity that would fill at once up to <paramref name="limit"/>.</summary>
    long Available(Side taker, long limit, long enough);

    /// <summary>Price times quantity of taking <paramref name="quantity"/> at once, in quote currency.</summary>
    decimal CostOf(Side taker, long quantity);

    /// <summary>Largest quantity on the grid that <paramref name="quote"/> buys, or must be sold for it.</summary>
    long QuantityFor(Side taker, decimal quote);
}
