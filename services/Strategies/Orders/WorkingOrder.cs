using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>An own order that was asked for. The engine changes it as the market goes on.</summary>
public sealed class WorkingOrder
{
    /// <summary>The same event of the same run gives the same id.</summary>
    public required string Id { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderKind Kind { get; init; }

    /// <summary>Base currency.</summary>
    public required decimal Quantity { get; set; }

    public decimal FilledQuantity { get; set; }

    /// <summary>Executions so far.</summary>
    public int Parts { get; set; }

    public decimal? Price { get; init; }

    /// <summary>That of a trailing stop moves.</summary>
    public decimal? StopPrice { get; set; }

    public decimal? TrailingFraction { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public bool ReduceOnly { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? TakeProfit { get; init; }

    public string? Tag { get; init; }

    /// <summary>Orders of the same bracket: the first that fills cancels the others. Null outside a bracket.</summary>
    public string? Bracket { get; init; }

    /// <summary>Price of the last trade or bar when it was asked for, quote currency.</summary>
    public required decimal DecisionPrice { get; init; }

    /// <summary>UTC time of the event that it was asked for at.</summary>
    public required DateTime DecidedAt { get; init; }

    /// <summary>UTC, from when on it can fill: the decision and the latency.</summary>
    public required DateTime ActiveAt { get; init; }

    /// <summary>Whether its stop price has traded.</summary>
    public bool Triggered { get; set; }

    /// <summary>Whether it rests in the book: the market has been seen on the other side of its price since it became active.</summary>
    public bool Resting { get; set; }

    /// <summary>Whether the trade that should have filled it has passed unkept: the open of the next bar tells its price.</summary>
    public bool Missed { get; set; }

    /// <summary>Quantity of other orders that the queue has before it at its price, base currency; null without a book.</summary>
    public decimal? QueueAhead { get; set; }

    /// <summary>W3C trace id of the event that caused it; null outside a trace.</summary>
    public string? TraceId { get; init; }

    public decimal Remaining => Quantity - FilledQuantity;
}
