namespace Trading.Exchanges.Orders;

public abstract record UserStreamUpdate
{
    private UserStreamUpdate()
    {
    }

    /// <summary>From now on reports arrive; what happened before has to be asked for.</summary>
    public sealed record Subscribed : UserStreamUpdate;

    /// <summary>State of one order, with the fill that caused the report where there is one.</summary>
    public sealed record Report(VenueOrder Order) : UserStreamUpdate;
}
