namespace Trading.Contracts;

/// <summary>One fill of an order. Idempotent by venue, symbol and fill id.</summary>
public sealed record OrderFilled
{
    public required Guid OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>The id that the venue gave the fill, unique per venue and symbol.</summary>
    public required string FillId { get; init; }

    public required Side Side { get; init; }

    public required decimal Price { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>Filled so far, this fill included.</summary>
    public required decimal CumulativeQuantity { get; init; }

    public required decimal OrderQuantity { get; init; }

    public required decimal Fee { get; init; }

    public required string FeeAsset { get; init; }

    public required Liquidity Liquidity { get; init; }

    /// <summary>Status of the order after this fill.</summary>
    public required OrderStatus Status { get; init; }

    public string? Strategy { get; init; }

    public required DateTime FilledAt { get; init; }
}
