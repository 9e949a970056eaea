namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>PUT /orders/{id}</c>: what the order is to become. Fields that are left out stay as they are.</summary>
internal sealed record ReplaceBody
{
    /// <summary>Id of the order that takes the place; also accepted as the Idempotency-Key header.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>New total quantity, what is filled already included.</summary>
    public decimal? Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? StopPrice { get; init; }
}
