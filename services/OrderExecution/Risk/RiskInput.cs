using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Risk;

/// <summary>All that the rules look at, as values: the order, and the account's state at one moment.</summary>
/// <param name="ReferencePrice">Latest traded price; null when none was ever seen.</param>
/// <param name="ReferenceAgeMs">Time since that price reached this system.</param>
/// <param name="Position">Net position in the symbol, base currency.</param>
/// <param name="OpenBuys">Remaining quantity of open buys in the symbol, base currency.</param>
/// <param name="OpenSells">The same for sells.</param>
/// <param name="OtherExposure">Sum of absolute positions in the account's other symbols, quote currency.</param>
/// <param name="RequestAgeMs">Time since somebody asked for the order.</param>
/// <param name="FeedProblem">Why nothing may be priced from the symbol's feed; null when it may.</param>
/// <param name="OrdersInLastSecond">Orders of the account in the second before this one.</param>
internal readonly record struct RiskInput(
    OrderTerms Terms,
    decimal? ReferencePrice,
    long ReferenceAgeMs,
    decimal Position,
    decimal OpenBuys,
    decimal OpenSells,
    decimal OtherExposure,
    int OpenOrders,
    int OrdersInLastSecond,
    bool Halted,
    FilterViolation? FilterViolation,
    long RequestAgeMs = 0,
    string? FeedProblem = null)
{
    /// <summary>What one unit is worth for the limits: its own limit price, else its stop, else the reference.</summary>
    public decimal ValuationPrice => Terms.Price ?? Terms.StopPrice ?? ReferencePrice ?? 0;
}
