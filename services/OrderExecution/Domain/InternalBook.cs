using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>
/// The house as counterparty: fills at the reference price plus or minus half a spread, whole orders only. Pure.
/// </summary>
internal static class InternalBook
{
    /// <summary>Of the first venue of the run; that of another has the venue's name behind it.</summary>
    public const string Venue = "internal";

    public static bool Is(string venue) => venue == Venue || venue.StartsWith(Venue + "-", StringComparison.Ordinal);

    /// <param name="resting">True once the order has been accepted and waits: then it makes, and fills at its own price.</param>
    public static InternalDecision Decide(Order order, decimal referencePrice, decimal halfSpreadRatio, bool resting)
    {
        var quote = Decimals.Plain(
            order.Side == Side.Buy ? referencePrice * (1 + halfSpreadRatio) : referencePrice * (1 - halfSpreadRatio));
        if (order.Type == OrderType.Market)
        {
            return InternalDecision.FillAt(quote);
        }

        var limit = order.Price ?? throw new InvalidOperationException("A limit order has a price.");
        var crosses = order.Side == Side.Buy ? limit >= quote : limit <= quote;
        if (resting)
        {
            return crosses ? InternalDecision.FillAt(limit) : InternalDecision.Rest;
        }

        return order.TimeInForce switch
        {
            TimeInForce.Gtx => crosses ? InternalDecision.Expire : InternalDecision.Rest,
            TimeInForce.Ioc or TimeInForce.Fok => crosses ? InternalDecision.FillAt(quote) : InternalDecision.Expire,
            _ => crosses ? InternalDecision.FillAt(quote) : InternalDecision.Rest,
        };
    }
}
