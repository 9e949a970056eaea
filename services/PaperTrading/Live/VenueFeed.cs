using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Exchanges.Venues;

namespace Trading.PaperTrading.Live;

/// <summary>What comes from one venue: a symbol of it is another market than the same symbol elsewhere.</summary>
internal sealed class VenueFeed(RunVenue venue, PaperOptions options, TimeProvider clock)
{
    private readonly Dictionary<string, RecentTrades> _recent = new(StringComparer.Ordinal);

    /// <summary>As strategies of it are stored.</summary>
    public string Name => venue.Name;

    public VenueDescription Description => venue.Venue.Description;

    /// <summary>How accounts of it are kept.</summary>
    public AccountTerms Terms { get; } = MarginTerms.Of(venue.Venue.Description, venue.Options.SymbolList(), options);

    public InputAge Age { get; } = new(clock);

    public MarketTime Time { get; } = new(clock);

    /// <summary>The caller holds the engine's gate.</summary>
    public RecentTrades Recent(string symbol) =>
        _recent.TryGetValue(symbol, out var recent) ? recent : _recent[symbol] = new RecentTrades(options.RecentTradesPerSymbol);
}
