using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Books;

/// <summary>A copy of the best levels, best first.</summary>
/// <param name="ExchangeTicks">UTC ticks of the newest change inside; 0 before the first.</param>
internal sealed record BookView(long LastId, bool InSync, long ExchangeTicks, BookLevel[] Bids, BookLevel[] Asks);
