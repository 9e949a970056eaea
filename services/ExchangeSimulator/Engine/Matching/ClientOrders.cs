using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>
/// The account's orders in one market: accepts, triggers, fills, cancels, and keeps them all. Filters and signatures were
/// checked before; what is refused here is refused by the engine (-2010, -2011).
/// </summary>
internal sealed class ClientOrders(IOrderVenue venue, ISettlement settlement, long firstOrderId, Action<ClientOrder, string, Fill?> report)
{
    /// <summary>What is reported when a stop has been set off. The venue tells its clients nothing of it.</summary>
    public const string Triggered = "TRIGGERED";

    /// <summary>Orders that are remembered once they are over; older ones are no longer served by id.</summary>
    private const int KeptOrders = 100_000;

    private SortedDictionary<long, ClientOrder> _orders = [];
    private readonly Dictionary<string, ClientOrder> _openByClientId = new(StringComparer.Ordinal);
    private readonly List<ClientOrder> _stops = [];
    private long _nextOrderId = firstOrderId;

    public IReadOnlyDictionary<long, ClientOrder> All => _orders;

    public IEnumerable<ClientOrder> Open => _openByClientId.Values;

    public bool HasStops => _stops.Count > 0;

    /// <summary>The newest order with this client id, open or not: ids are unique among open orders only.</summary>
    public ClientOrder? Find(string clientOrderId) =>
        _openByClientId.GetValueOrDefault(clientOrderId)
            ?? _orders.Values.LastOrDefault(o => string.Equals(o.ClientOrderId, clientOrderId, StringComparison.Ordinal));

    /// <summary>Goes on with orders of before: those that are open rest again, in the order of their ids.</summary>
    public void Adopt(SortedDictionary<long, ClientOrder> orders)
    {
        _orders = orders;
        foreach (var order in orders.Values)
        {
            _nextOrderId = Math.Max(_nextOrderId, order.OrderId + 1);
            if (!order.IsOpen)
            {
                continue;
            }

            _openByClientId[order.ClientOrderId] = order;
            if (order.IsConditional && !order.Working)
            {
                _stops.Add(order);
            }
            else
            {
                venue.Rest(order);
            }
        }
    }

    /// <summary>Takes the open orders out of this market, to rest in another one of the same symbol.</summary>
    public void Leave()
    {
        foreach (var order in _openByClientId.Values)
        {
            venue.Withdraw(order);
            order.Resting = null;
        }

        _openByClientId.Clear();
        _stops.Clear();
    }

    /// <param name="checkOnly">Says what would be refused and places nothing.</param>
    public VenueError? Place(ClientOrder order, bool checkOnly = false)
    {
        if (_openByClientId.ContainsKey(order.ClientOrderId))
        {
            return VenueError.Rejected("Duplicate order sent.");
        }

        if (order.QuoteQuantity > 0)
        {
            order.Quantity = venue.QuantityFor(order.Side, E8.ToDecimal(order.QuoteQuantity));
        }

        if (order.Kind == OrderKind.LimitMaker && Crosses(order))
        {
            return VenueError.Rejected("Order would immediately match and take.");
        }

        if (order.TimeInForce == TimeInForce.Gtx && Crosses(order))
        {
            return new VenueError(
                400, -5022,
                "Due to the order could not be executed as maker, the Post Only order will be rejected. The order will not be recorded in "
                    + "the order history");
        }

        if (order.IsConditional && Triggers(order, venue.LastPrice))
        {
            return VenueError.Rejected("Stop price would trigger immediately.");
        }

        if (checkOnly)
        {
            return null;
        }

        if (settlement.Reserve(order, WorstQuote(order)) is { } refusal)
        {
            return refusal;
        }

        order.OrderId = _nextOrderId++;
        order.CreatedUs = order.UpdatedUs = venue.NowUs;
        order.State = OrderState.New;
        _orders[order.OrderId] = order;
        if (_orders.Count > KeptOrders)
        {
            _orders.Remove(_orders.First(kept => !kept.Value.IsOpen).Key);
        }

        _openByClientId[order.ClientOrderId] = order;
        report(order, "NEW", null);
        if (order.IsConditional)
        {
            _stops.Add(order);
        }
        else
        {
            Work(order);
        }

        return null;
    }

    public VenueError? Cancel(ClientOrder? order)
    {
        if (order is not { IsOpen: true })
        {
            return VenueError.UnknownOrder;
        }

        venue.Withdraw(order);
        _stops.Remove(order);
        End(order, OrderState.Canceled, "CANCELED");
        return null;
    }

    /// <summary>Books a fill of one of these orders; called by the venue while it matches.</summary>
    public void Filled(ClientOrder order, long tradeId, long price, long quantity, bool isMaker)
    {
        var fill = settlement.Settle(order, tradeId, price, quantity, isMaker, venue.NowUs);
        order.Executed += quantity;
        order.ExecutedQuote += E8.Product(price, quantity);
        order.UpdatedUs = fill.TimeUs;
        order.Fills.Add(fill);
        order.State = order.Remaining == 0 ? OrderState.Filled : OrderState.PartiallyFilled;
        if (order.State == OrderState.Filled)
        {
            order.Resting = null;
            _openByClientId.Remove(order.ClientOrderId);
            settlement.Release(order);
        }

        report(order, "TRADE", fill);
    }

    /// <summary>Sets off the stops that the last price has reached; those may move the price on and set off more.</summary>
    public void TriggerStops()
    {
        while (_stops.Find(stop => Triggers(stop, venue.LastPrice)) is { } stop)
        {
            _stops.Remove(stop);
            stop.Working = true;
            report(stop, Triggered, null);
            Work(stop);
        }
    }

    private void Work(ClientOrder order)
    {
        order.Working = true;
        var limit = order.IsMarket ? (order.Side == Side.Buy ? long.MaxValue : 1) : order.Price;
        var postOnly = order.Kind == OrderKind.LimitMaker || order.TimeInForce == TimeInForce.Gtx;
        if ((postOnly && Crosses(order))
            || (order.TimeInForce == TimeInForce.Fok && venue.Available(order.Side, limit, order.Quantity) < order.Quantity))
        {
            End(order, OrderState.Expired, "EXPIRED");
            return;
        }

        if (!postOnly)
        {
            venue.Execute(order, limit);
        }

        if (order.Remaining > 0 && order.IsOpen)
        {
            if (order.IsMarket || order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
            {
                End(order, OrderState.Expired, "EXPIRED");
            }
            else
            {
                venue.Rest(order);
            }
        }
    }

    private void End(ClientOrder order, OrderState state, string execution)
    {
        order.State = state;
        order.UpdatedUs = venue.NowUs;
        order.Resting = null;
        _openByClientId.Remove(order.ClientOrderId);
        settlement.Release(order);
        report(order, execution, null);
    }

    private bool Crosses(ClientOrder order)
    {
        var best = venue.BestPrice(order.Side == Side.Buy ? Side.Sell : Side.Buy);
        return best > 0 && (order.Side == Side.Buy ? best <= order.Price : best >= order.Price);
    }

    private decimal WorstQuote(ClientOrder order) => order.Kind switch
    {
        OrderKind.Market => venue.CostOf(order.Side, order.Quantity),
        OrderKind.StopLoss or OrderKind.TakeProfit => E8.ToDecimal(order.StopPrice) * E8.ToDecimal(order.Quantity),
        _ => E8.ToDecimal(order.Price) * E8.ToDecimal(order.Quantity),
    };

    private static bool Triggers(ClientOrder order, long lastPrice)
    {
        var above = (order.Side == Side.Buy) == (order.Kind is OrderKind.StopLoss or OrderKind.StopLossLimit);
        return lastPrice > 0 && (above ? lastPrice >= order.StopPrice : lastPrice <= order.StopPrice);
    }
}
