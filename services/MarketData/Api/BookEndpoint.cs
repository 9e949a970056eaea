using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Exchanges.Venues;
using Trading.MarketData.Books;
using Trading.MarketData.Connections;
using Trading.MarketData.Streams;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary><c>GET /market/book/{symbol}?depth=20&amp;venue=</c>.</summary>
internal static class BookEndpoint
{
    private const int MaxDepth = 5000;

    public static Results<Ok<BookResponse>, ProblemHttpResult> Book(
        string symbol, int? depth, string? venue, VenueCatalog venues, PerVenue<MarketDataModule> run)
    {
        if (!venues.TryPick(venue, out var member, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (depth is < 1 or > MaxDepth)
        {
            return Problem.BadRequest("invalidDepth", $"depth is 1 to {MaxDepth}.");
        }

        var universe = run.Of<MarketUniverse>(member.Name);
        var index = universe.Symbols.Find(symbol.ToUpperInvariant());
        if (index < 0)
        {
            return MarketQuery.NotRecorded(symbol, universe);
        }

        return run.Of<OrderBooks>(member.Name).Read(index, depth ?? 20) is { } view
            ? TypedResults.Ok(BookResponse.Of(universe, index, view, run.Of<FeedReporter>(member.Name).IsBookInSync(index)))
            : Problem.NotFound("bookNotReady", $"The book of {symbol} has had no snapshot yet.");
    }
}
