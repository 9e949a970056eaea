using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>The market's time for news of an order that the venue gave no time of, or never knew.</summary>
internal sealed class MarketTime(VenueAccess access, ReferencePrices prices)
{
    /// <summary>
    /// UTC exchange time of the symbol's latest trade on the simulator, so that every order stands in the recording's time of a replay.
    /// Null on a real venue, and before the first trade.
    /// </summary>
    public DateTime? Of(string symbol) => access.IsSimulated ? prices.Find(symbol)?.ExchangeTime : null;
}
