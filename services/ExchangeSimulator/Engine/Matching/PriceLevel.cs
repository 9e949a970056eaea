namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>All orders at one price in the order of their arrival.</summary>
internal sealed class PriceLevel(long price)
{
    public long Price { get; } = price;

    public long Quantity { get; private set; }

    public RestingOrder? First { get; private set; }

    public RestingOrder? Last { get; private set; }

    public bool IsEmpty => First is null;

    internal void Append(RestingOrder order)
    {
        order.Level = this;
        order.Previous = Last;
        order.Next = null;
        if (Last is null)
        {
            First = order;
        }
        else
        {
            Last.Next = order;
        }

        Last = order;
        Quantity += order.Remaining;
    }

    internal void Remove(RestingOrder order)
    {
        if (order.Previous is null)
        {
            First = order.Next;
        }
        else
        {
            order.Previous.Next = order.Next;
        }

        if (order.Next is null)
        {
            Last = order.Previous;
        }
        else
        {
            order.Next.Previous = order.Previous;
        }

        Quantity -= order.Remaining;
        order.Level = null;
        order.Next = order.Previous = null;
    }

    internal void Change(RestingOrder order, long by)
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

    internal PriceLevel? Level { get; set; }

    internal RestingOrder? Next { get; set; }

    internal RestingOrder? Previous { get; set; }
}
