using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>POST /orders</c>. Everything is optional to the parser so that one answer can name all that is missing.</summary>
internal sealed record OrderBody
{
    public string? ClientOrderId { get; init; }

    public string? Account { get; init; }

    /// <summary>May be left out where the run has one venue.</summary>
    public string? Venue { get; init; }

    public string? Symbol { get; init; }

    public Side? Side { get; init; }

    public OrderType? Type { get; init; }

    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    public decimal? Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? StopPrice { get; init; }

    public bool ReduceOnly { get; init; }

    public OrderRoute Route { get; init; } = OrderRoute.Auto;

    public string? Strategy { get; init; }

    /// <summary>The request, or the fields that are missing.</summary>
    /// <param name="venue">That is named, by its name in the run.</param>
    public OrderRequest? ToRequest(string? clientOrderId, string defaultAccount, string? venue, out Dictionary<string, string[]> missing)
    {
        missing = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, present) in new[]
        {
            ("clientOrderId", clientOrderId is not null), ("symbol", Symbol is not null), ("side", Side is not null),
            ("type", Type is not null),
            ("quantity", Quantity is not null),
        })
        {
            if (!present)
            {
                missing[field] = [field == "clientOrderId" ? "Send it in the body or as the Idempotency-Key header." : "Required."];
            }
        }

        return missing.Count > 0
            ? null
            : new OrderRequest(
                new OrderTerms(
                    clientOrderId!,
                    Account ?? defaultAccount,
                    Symbol!.ToUpperInvariant(),
                    Side!.Value,
                    Type!.Value,
                    TimeInForce,
                    Quantity!.Value,
                    Price,
                    StopPrice,
                    ReduceOnly,
                    Route,
                    Strategy))
            {
                Venue = venue,
            };
    }
}
