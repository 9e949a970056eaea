namespace Trading.Exchanges.Orders;

/// <summary>Answer to "do you know this order".</summary>
public abstract record OrderLookup
{
    private OrderLookup()
    {
    }

    public sealed record Found(VenueOrder Order) : OrderLookup;

    /// <summary>The venue answered that it has no such order, now. It may lag just after a placement.</summary>
    public sealed record NotFound : OrderLookup;

    /// <summary>No usable answer.</summary>
    public sealed record Unknown(string Reason) : OrderLookup;
}
