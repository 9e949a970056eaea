using Trading.Accounting;
using Trading.Exchanges.Venues;

namespace Trading.PaperTrading.Live;

/// <summary>How an account of a venue is kept: spot holds what it pays for, derivatives bind margin.</summary>
internal static class MarginTerms
{
    public static AccountTerms Of(VenueDescription venue, IEnumerable<string> symbols, PaperOptions options) => venue.CanSellShort
        ? new AccountTerms(
            MarginMode.CrossMargin, Hedge: false, options.Leverage,
            symbols.ToDictionary(symbol => symbol, _ => new MarginBrackets([new MarginBracket(0, decimal.MaxValue, options.Leverage, options.MaintenanceMarginRate, 0)]), StringComparer.Ordinal))
        : AccountTerms.Spot;
}
