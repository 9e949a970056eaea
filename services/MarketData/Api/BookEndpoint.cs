using Microsoft.AspNetCore.Http.HttpResults;
using Trading.MarketData.Books;
using Trading.MarketData.Connections;
using Trading.MarketData.Streams;

namespace Trading.MarketData.Api;

/// <summary><c>GET /market/book/{symbol}?depth=20</c>.</summary>
internal static class BookEndpoint
{
    private const int MaxDepth = 5000;

    public static Results<Ok<BookResponse>, ProblemHttpResult> Book(
        string symbol, int? depth, MarketUniverse universe, BookBoard books, FeedReporter feeds)
    {
        if (depth is < 1 or > MaxDepth)
        {
            return MarketQuery.Bad("invalidDepth", $"depth is 1 to {MaxDepth}.");
        }

        var index = universe.Symbols.Find(symbol.ToUpperInvariant());
        if (index < 0)
        {
            return MarketQuery.NotRecorded(universe, symbol);
        }

        return books.Read(index, depth ?? 20) is { } view
            ? TypedResults.Ok(BookResponse.Of(universe, index, view, feeds.IsBookInSync(index)))
            : MarketQuery.Missing("bookNotReady", $"The book of {symbol} has had no snapshot yet.");
    }
}
