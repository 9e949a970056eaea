using Trading.Contracts;
using Trading.MarketData.Books;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Streams;

/// <summary>One venue's way into the hub.</summary>
internal sealed class VenueStream(StreamHub hub, MarketUniverse universe)
{
    private readonly int _first = hub.Join(universe.Symbols.Count);

    public void Publish(SymbolDelta delta)
    {
        var venue = universe.Venue;
        var symbol = universe.Symbols[delta.Symbol];
        if (delta.Trades.Length > 0)
        {
            Append("trades", delta.Symbol, delta.Trades.Length, new { venue, symbol, delta.Trades });
        }

        var bars = delta.ClosedBars.Length + delta.OpenBars.Length;
        if (bars > 0)
        {
            Bar[] all = delta.OpenBars.Length == 0 ? delta.ClosedBars : [.. delta.ClosedBars, .. delta.OpenBars];
            Append("bars", delta.Symbol, bars, new { venue, symbol, Bars = all });
        }

        var windows = delta.ClosedWindows.Length + delta.OpenWindows.Length;
        if (windows > 0)
        {
            Append(
                "windows",
                delta.Symbol,
                windows,
                new { venue, symbol, Bars = delta.ClosedWindows.Concat(delta.OpenWindows).ToArray() });
        }
    }

    public void Publish(int symbol, BookView view) => Append("book", symbol, 1, BookResponse.Of(universe, symbol, view, proven: true));

    private void Append(string kind, int symbol, int rows, object payload) =>
        hub.Append(_first + symbol, universe.Venue, symbol, kind, rows, payload);
}
