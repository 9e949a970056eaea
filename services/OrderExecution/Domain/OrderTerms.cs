using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>The order that the client asks for: as requested, as checked and as stored.</summary>
/// <param name="Replaces">The order that this one takes the place of.</param>
internal record OrderTerms(
    string ClientOrderId,
    string Account,
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
    Guid? Replaces = null);
