namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>All orders at one price in the order of their arrival.</summary>
internal sealed class PriceLevel(long price)
{
    private readonly LinkedList<RestingOrder> _orders = [];

    public long Price { get; } = price;

    public long Quantity { get; private set; }

    public RestingOrder? First => _orders.First?.Value;

    public RestingOrder? Last => _orders.Last?.Value;

    public bool IsEmpty => _orders.Count == 0;

    public void Append(RestingOrder order)
    {
        order.Level = this;
        order.Place = _orders.AddLast(order);
        Quantity += order.Remaining;
    }

    public void Remove(RestingOrder order)
    {
        _orders.Remove(order.Place!);
        Quantity -= order.Remaining;
        order.Level = null;
    }

    /// <summary>Takes out the orders of the house.</summary>
    public void RemoveHouse()
    {
        foreach (var order in _orders.Where(order => order.Client is null).ToArray())
        {
            Remove(order);
        }
    }

    public void Change(RestingOrder order, long by)
    {
        order.Remaining += by;
        Quantity += by;
    }
}

/// <summary>An order waiting in a price level's queue, oldest first. Orders of the house have no <see cref="Client"/>.</summary>
internal sealed class RestingOrder
{
    public ClientOrder? Client { get; set; }

    public long Remaining { get; set; }

    public PriceLevel? Level { get; set; }

    public LinkedListNode<RestingOrder>? Place { get; set; }
}
