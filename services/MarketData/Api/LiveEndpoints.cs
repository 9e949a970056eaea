using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketData.Cache;
using Trading.MarketData.Connections;
using Trading.MarketStore.Gaps;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>What is happening now: symbols, feeds, latest prices.</summary>
internal static class LiveEndpoints
{
    public static void Map(RouteGroupBuilder market)
    {
        market.MapGet("/symbols", Symbols).WithSummary("Symbols that are recorded here").KnowsVenue();
        market.MapGet("/feeds", FeedsAsync).WithSummary("State of every symbol's feed").KnowsVenue();
        market.MapGet("/prices", PricesAsync).WithSummary("Latest prices").KnowsVenue()
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.");
    }

    private static Results<Ok<SymbolView[]>, ProblemHttpResult> Symbols(
        string? venue, VenueCatalog venues, PerVenue<MarketDataModule> run) =>
        venues.TryPickAll(venue, out var picked, out var refusal)
            ? TypedResults.Ok<SymbolView[]>(
                [
                    .. from member in picked
                    from symbol in run.Of<MarketUniverse>(member.Name).Symbols.Names
                    select new SymbolView(member.Name, symbol),
                ])
            : Problem.BadRequest(refusal.Code, refusal.Detail);

    private static async Task<Results<Ok<FeedView[]>, ProblemHttpResult>> FeedsAsync(
        string? venue, VenueCatalog venues, PerVenue<MarketDataModule> run, IGapLedger store, CancellationToken cancellationToken)
    {
        if (!venues.TryPickAll(venue, out var picked, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        var views = new List<FeedView>();
        foreach (var member in picked)
        {
            var filter = new GapFilter(GapState.Open, member.Name, Kind: MarketDataKind.Trades);
            var open = (await store.ListGapsAsync(filter, cancellationToken))
                .CountBy(gap => gap.Instrument.Symbol).ToDictionary(StringComparer.Ordinal);
            views.AddRange(Views(member, run, open));
        }

        return TypedResults.Ok(views.ToArray());
    }

    private static IEnumerable<FeedView> Views(RunVenue venue, PerVenue<MarketDataModule> run, Dictionary<string, int> openGaps)
    {
        var (board, feeds) = (run.Of<FeedRegistry>(venue.Name), run.Of<FeedReporter>(venue.Name));
        var watchdog = run.Of<StreamWatchdog>(venue.Name);
        return run.Of<MarketUniverse>(venue.Name).Symbols.Names.Select((name, symbol) => View(
            venue.Venue.Description,
            name,
            board[symbol],
            feeds.StatusOf(symbol),
            feeds.IsBookInSync(symbol),
            openGaps.GetValueOrDefault(name),
            [.. watchdog.SilentStreams(symbol)]));
    }

    private static FeedView View(
        VenueDescription venue,
        string symbol,
        FeedState state,
        FeedStatus status,
        bool bookInSync,
        int openGaps,
        IReadOnlyList<string> silent) =>
        new(
        venue.Name,
        symbol,
        status,
        state.ExchangeTicks == 0 ? null : new DateTime(state.ExchangeTicks, DateTimeKind.Utc),
        state.ReceivedTicks == 0 ? null : new DateTime(state.ReceivedTicks, DateTimeKind.Utc),
        state.ReceivedTicks == 0 || state.IsReplayOf(venue)
            ? null
            : TimeSpan.FromTicks(state.ReceivedTicks - state.ExchangeTicks).TotalSeconds,
        state.Reconnects,
        status is not (FeedStatus.Connected or FeedStatus.Ended),
        bookInSync,
        openGaps,
        silent);

    private static async Task<Results<Ok<LatestPrice[]>, ProblemHttpResult>> PricesAsync(
        string? symbols, string? venue, VenueCatalog venues, PerVenue<MarketDataModule> run, CancellationToken cancellationToken)
    {
        if (!venues.TryPickAll(venue, out var picked, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (MarketQuery.UnknownSymbol([.. picked.Select(member => run.Of<MarketUniverse>(member.Name))], symbols) is { } unknown)
        {
            return unknown;
        }

        var found = new List<LatestPrice>();
        foreach (var member in picked)
        {
            foreach (var symbol in MarketQuery.Symbols(run.Of<MarketUniverse>(member.Name), symbols))
            {
                if (await run.Of<PriceReader>(member.Name).ReadAsync(symbol, cancellationToken) is { } price)
                {
                    found.Add(price);
                }
            }
        }

        return TypedResults.Ok(found.ToArray());
    }
}
