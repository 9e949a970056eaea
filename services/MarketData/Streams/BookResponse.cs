using Trading.Exchanges.Ticks;
using Trading.MarketData.Books;

namespace Trading.MarketData.Streams;

/// <summary>A book, best levels first; each level is price and quantity.</summary>
/// <param name="Stale">Not proven in sync: nothing may be priced from it.</param>
internal sealed record BookResponse(
    string Venue, string Symbol, long LastUpdateId, DateTime? ExchangeTime, bool InSync, bool Stale, decimal[][] Bids, decimal[][] Asks)
{
    internal static BookResponse Of(MarketUniverse universe, int symbol, BookView view, bool proven) => new(
        universe.Venue,
        universe.Symbols[symbol],
        view.LastId,
        view.ExchangeTicks == 0 ? null : new DateTime(view.ExchangeTicks, DateTimeKind.Utc),
        view.InSync && proven,
        !(view.InSync && proven),
        Levels(view.Bids),
        Levels(view.Asks));

    private static decimal[][] Levels(BookLevel[] levels) =>
        [.. levels.Select(level => new[] { Fixed8.ToDecimal(level.Price), Fixed8.ToDecimal(level.Quantity) })];
}
