namespace Trading.Exchanges.Orders;

/// <summary>What a venue made of a request about an order. There is no fourth way.</summary>
public abstract record OrderOutcome
{
    private OrderOutcome()
    {
    }

    /// <summary>The venue has it; <paramref name="Order"/> is its word on the state.</summary>
    public sealed record Accepted(VenueOrder Order) : OrderOutcome;

    /// <summary>The venue said no, or the request provably never reached it.</summary>
    public sealed record Rejected(VenueRefusal Refusal) : OrderOutcome;

    /// <summary>It may or may not have happened. Resolve by client order id; never resend.</summary>
    public sealed record Unknown(string Reason) : OrderOutcome;
}
