using Trading.Contracts;

namespace Trading.PaperTrading.Live;

/// <summary>A promoted intent as order execution reports it.</summary>
/// <param name="Reason">Rule or error class and text of a denial, rejection or cancellation.</param>
public sealed record LiveOrder(
    string ClientOrderId,
    string Symbol,
    Side Side,
    decimal Quantity,
    OrderStatus Status,
    decimal FilledQuantity,
    decimal AveragePrice,
    string? Reason,
    DateTime SubmittedAt,
    string? TraceId)
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

    /// <summary>The order after a report. Reports may come twice and out of order: a final status stays, filled quantity never falls.</summary>
    public LiveOrder After(OrderStatus status, decimal filledQuantity, decimal averagePrice, string? reason) => this with
    {
        Status = IsFinal(Status) || status < Status ? Status : status,
        FilledQuantity = Math.Max(FilledQuantity, filledQuantity),
        AveragePrice = filledQuantity > FilledQuantity ? averagePrice : AveragePrice,
        Reason = Reason ?? reason,
    };
}
