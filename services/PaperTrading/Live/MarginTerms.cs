using Trading.Accounting;
using Trading.Exchanges.Venues;

namespace Trading.PaperTrading.Live;

/// <summary>How an account of a venue is kept: spot holds what it pays for, derivatives bind margin.</summary>
internal static class MarginTerms
{
    public static AccountTerms Of(VenueDescription venue, IEnumerable<string> symbols, PaperOptions options) => venue.CanSellShort
        ? AccountTerms.CrossMargin(symbols, options.Leverage, options.MaintenanceMarginRate)
        : AccountTerms.Spot;
}
