namespace Trading.Contracts;

/// <summary>Asks order execution for an order. Idempotent: the same client order id is the same order.</summary>
public sealed record SubmitOrder
{
    /// <summary>1 to 36 characters of <c>[A-Za-z0-9_.:/-]</c>, unique for all time; goes to the venue as it is.</summary>
    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    /// <summary>A venue of the run; may be null where the run has one.</summary>
    public string? Venue { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    public required decimal Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? StopPrice { get; init; }

    public bool ReduceOnly { get; init; }

    public OrderRoute Route { get; init; } = OrderRoute.Auto;

    /// <summary>Name of the strategy that wants it; null for a person.</summary>
    public string? Strategy { get; init; }

    public required DateTime SubmittedAt { get; init; }
}
