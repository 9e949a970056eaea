using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>
/// One order and its state. Immutable: every change is a transition of <see cref="OrderMachine"/> that yields the next version.
/// </summary>
/// <param name="Route">Where it is executed; decided before it is stored, never <see cref="OrderRoute.Auto"/>.</param>
/// <param name="FilledQuote">Sum of price times quantity over the fills, quote currency.</param>
/// <param name="Code">Risk rule or venue error class of a denial or rejection.</param>
/// <param name="CancelRequested">A cancel was asked for while the outcome of the placement was not known yet.</param>
/// <param name="Replaces">The order that this one took the place of.</param>
/// <param name="Version">1 at creation, one more for each event: the sequence number of its last event.</param>
/// <param name="TraceParent">W3C trace context of the request that created it: later news continue that trace.</param>
internal sealed record Order(
    Guid Id,
    string ClientOrderId,
    string Account,
    string Venue,
    string Symbol,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    decimal Quantity,
    decimal? Price,
    decimal? StopPrice,
    bool ReduceOnly,
    OrderRoute Route,
    string? Strategy,
    OrderStatus Status,
    string? VenueOrderId,
    decimal FilledQuantity,
    decimal FilledQuote,
    string? Code,
    string? Reason,
    bool CancelRequested,
    Guid? Replaces,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    int Version,
    string? TraceParent)
{
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
