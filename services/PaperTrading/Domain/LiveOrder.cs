using System.Text.Json.Serialization;
using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>A promoted intent as order execution reports it.</summary>
/// <param name="Reason">Rule or error class and text of a denial, rejection or cancellation.</param>
internal sealed record LiveOrder(
    string ClientOrderId,
    string Symbol,
    Side Side,
    decimal Quantity,
    OrderStatus Status,
    decimal FilledQuantity,
    decimal AveragePrice,
    string? Reason,
    DateTime SubmittedAt,
    string? TraceId,
    bool ReduceOnly = false)
{
    public static bool IsFinal(OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Expired;

    /// <summary>
    /// What the order adds to the position if nothing more goes wrong, base currency, signed: all of it while it may still fill,
    /// what was filled once it is final.
    /// </summary>
    public decimal ExpectedQuantity
    {
        get
        {
            var quantity = IsFinal(Status) ? FilledQuantity : Quantity;
            return Side == Side.Buy ? quantity : -quantity;
        }
    }

    /// <summary>What was filled so far, base currency, signed.</summary>
    [JsonIgnore]
    public decimal SignedFilled => Side == Side.Buy ? FilledQuantity : -FilledQuantity;

    /// <summary>The message that asks for it. Sent again it is the same message, and so the same order.</summary>
    public SubmitOrder ToMessage(StrategyDefinition strategy, string account) => new()
    {
        ClientOrderId = ClientOrderId,
        Account = account,
        Venue = strategy.Venue,
        Symbol = Symbol,
        Side = Side,
        Type = OrderType.Market,
        Quantity = Quantity,
        ReduceOnly = ReduceOnly,
        Strategy = strategy.Id,
        SubmittedAt = SubmittedAt,
    };

    /// <summary>
    /// The order after a report. Reports may come twice and out of order: a final status stays, filled quantity never falls.
    /// </summary>
    /// <param name="averagePrice">Of the fills that are known; null when the report is none.</param>
    public LiveOrder After(OrderStatus status, decimal filledQuantity, decimal? averagePrice, string? reason) => this with
    {
        Status = IsFinal(Status) || status < Status ? Status : status,
        FilledQuantity = Math.Max(FilledQuantity, filledQuantity),
        AveragePrice = averagePrice ?? AveragePrice,
        Reason = Reason ?? reason,
    };

    /// <summary>Quote currency, to 8 decimals.</summary>
    public static decimal AverageOf(IReadOnlyList<(decimal Quantity, decimal Price)> fills) =>
        decimal.Round(fills.Sum(fill => fill.Quantity * fill.Price) / fills.Sum(fill => fill.Quantity), 8);
}
