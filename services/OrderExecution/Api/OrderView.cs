using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Api;

/// <summary>An order as the API shows it. <see cref="Events"/> and <see cref="Fills"/> come with a single order only.</summary>
internal sealed record OrderView
{
    public required Guid Id { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required decimal Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? StopPrice { get; init; }

    public required bool ReduceOnly { get; init; }

    public required OrderRoute Route { get; init; }

    public string? Strategy { get; init; }

    public required OrderStatus Status { get; init; }

    public string? VenueOrderId { get; init; }

    public required decimal FilledQuantity { get; init; }

    public decimal? AveragePrice { get; init; }

    /// <summary>Risk rule of a denial, error class of a rejection.</summary>
    public string? Code { get; init; }

    public string? Reason { get; init; }

    public required bool CancelRequested { get; init; }

    public Guid? Replaces { get; init; }

    /// <summary>UTC, when it was taken here.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>UTC, when its newest news were received here.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>
    /// UTC, the venue's own time of those news: in a replay the recording's. Null before the venue has answered. On the
    /// simulator an order that was denied or rejected, or is one of the internal book, has the time of the latest trade.
    /// </summary>
    public DateTime? ExchangeTime { get; init; }

    /// <summary>Every rule that was against a denied order, in the order of asking; null for any other.</summary>
    public IReadOnlyList<Objection>? Objections { get; init; }

    public required int Version { get; init; }

    public string? TraceId { get; init; }

    public IReadOnlyList<OrderEvent>? Events { get; init; }

    public IReadOnlyList<Fill>? Fills { get; init; }

    public static OrderView Of(Order order, IReadOnlyList<OrderEvent>? events = null, IReadOnlyList<Fill>? fills = null)
    {
        return new OrderView
        {
            Id = order.Id,
            ClientOrderId = order.ClientOrderId,
            Account = order.Account,
            Venue = order.Venue,
            Symbol = order.Symbol,
            Side = order.Side,
            Type = order.Type,
            TimeInForce = order.TimeInForce,
            Quantity = order.Quantity,
            Price = order.Price,
            StopPrice = order.StopPrice,
            ReduceOnly = order.ReduceOnly,
            Route = order.Route,
            Strategy = order.Strategy,
            Status = order.Status,
            VenueOrderId = order.VenueOrderId,
            FilledQuantity = Decimals.Plain(order.FilledQuantity),
            AveragePrice = Decimals.Plain(order.AveragePrice),
            Code = order.Code,
            Reason = order.Reason,
            CancelRequested = order.CancelRequested,
            Replaces = order.Replaces,
            CreatedAt = order.CreatedAt,
            UpdatedAt = order.UpdatedAt,
            ExchangeTime = order.ExchangeTime,
            Objections = order is { Status: OrderStatus.Denied, Code: { } code, Reason: { } reason }
                ? order.Objections ?? [new(code, reason)]
                : null,
            Version = order.Version,
            TraceId = order.TraceId,
            Events = events,
            Fills = fills,
        };
    }
}
