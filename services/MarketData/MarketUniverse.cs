using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData;

/// <summary>The venue and the symbols that this process records; their numbers are the same in every stage.</summary>
internal sealed class MarketUniverse
{
    public MarketUniverse(VenueOptions venue)
    {
        Venue = venue.Name;
        Symbols = new SymbolTable(venue.SymbolList());
    }

    public string Venue { get; }

    public SymbolTable Symbols { get; }

    public InstrumentId Instrument(int symbol) => new(Venue, Symbols[symbol]);
}
