using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>
/// One order and its state. Immutable: every change is a transition of <see cref="OrderMachine"/> that yields the next version.
/// </summary>
internal sealed record Order : OrderTerms
{
    /// <param name="terms">Their route is decided: never <see cref="OrderRoute.Auto"/>.</param>
    public Order(OrderTerms terms)
        : base(terms)
    {
    }

    public required Guid Id { get; init; }

    public required string Venue { get; init; }

    public OrderStatus Status { get; init; }

    public string? VenueOrderId { get; init; }

    public decimal FilledQuantity { get; init; }

    /// <summary>Sum of price times quantity over the fills, quote currency.</summary>
    public decimal FilledQuote { get; init; }

    /// <summary>Risk rule or venue error class of a denial or rejection.</summary>
    public string? Code { get; init; }

    public string? Reason { get; init; }

    /// <summary>A cancel was asked for while the outcome of the placement was not known yet.</summary>
    public bool CancelRequested { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>1 at creation, one more for each event: the sequence number of its last event.</summary>
    public int Version { get; init; } = 1;

    /// <summary>W3C trace context of the request that created it: later news continue that trace.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// UTC, the venue's own time of its newest news of the order: in a replay the recording's. Null before the first. On the
    /// simulator an order that was denied or rejected, or is one of the internal book, has the time of the latest trade.
    /// </summary>
    public DateTime? ExchangeTime { get; init; }

    /// <summary>Every rule that was against an order that was denied, the first being <see cref="Code"/>; null for any other.</summary>
    public IReadOnlyList<Objection>? Objections { get; init; }

    public decimal RemainingQuantity => IsFinal ? 0 : Quantity - FilledQuantity;

    /// <summary>Quote currency; null before the first fill.</summary>
    public decimal? AveragePrice => FilledQuantity == 0 ? null : FilledQuote / FilledQuantity;

    /// <summary>32 hex digits, or null when the request was not traced.</summary>
    public string? TraceId => TraceParent is { Length: >= 35 } context ? context[3..35] : null;

    public bool IsFinal => OrderStates.IsFinal(Status);
}
