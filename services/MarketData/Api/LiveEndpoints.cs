using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.MarketData.Cache;
using Trading.MarketData.Connections;
using Trading.MarketStore.Gaps;
using Trading.ServiceDefaults.OpenApi;

namespace Trading.MarketData.Api;

/// <summary>What is happening now: symbols, feeds, latest prices.</summary>
internal static class LiveEndpoints
{
    public static void Map(RouteGroupBuilder market)
    {
        market.MapGet("/symbols", Symbols).WithSummary("Symbols that are recorded here");
        market.MapGet("/feeds", FeedsAsync).WithSummary("State of every symbol's feed");
        market.MapGet("/prices", PricesAsync).WithSummary("Latest prices")
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.");
    }

    private static Ok<SymbolView[]> Symbols(MarketUniverse universe) =>
        TypedResults.Ok<SymbolView[]>([.. universe.Symbols.Names.Select(symbol => new SymbolView(universe.Venue, symbol))]);

    private static async Task<Ok<FeedView[]>> FeedsAsync(
        MarketUniverse universe, FeedBoard board, FeedReporter feeds, StreamWatchdog watchdog, IGapLedger store, CancellationToken cancellationToken)
    {
        var open = (await store.ListGapsAsync(new GapFilter(GapState.Open, universe.Venue, Kind: MarketDataKind.Trades), cancellationToken))
            .CountBy(gap => gap.Instrument.Symbol).ToDictionary(StringComparer.Ordinal);
        return TypedResults.Ok<FeedView[]>(
            [.. Enumerable.Range(0, board.Count).Select(symbol => View(universe, symbol, board[symbol], feeds.StatusOf(symbol), feeds.IsBookInSync(symbol), open.GetValueOrDefault(universe.Symbols[symbol]), [.. watchdog.SilentStreams(symbol)]))]);
    }

    private static FeedView View(
        MarketUniverse universe,
        int symbol,
        FeedState state,
        FeedStatus status,
        bool bookInSync,
        int openGaps,
        IReadOnlyList<string> silent) =>
        new(
        universe.Venue,
        universe.Symbols[symbol],
        status,
        state.ExchangeTicks == 0 ? null : new DateTime(state.ExchangeTicks, DateTimeKind.Utc),
        state.ReceivedTicks == 0 ? null : new DateTime(state.ReceivedTicks, DateTimeKind.Utc),
        state.ReceivedTicks == 0 || state.IsReplayOf(universe.Venue)
            ? null
            : TimeSpan.FromTicks(state.ReceivedTicks - state.ExchangeTicks).TotalSeconds,
        state.Reconnects,
        status is not (FeedStatus.Connected or FeedStatus.Ended),
        bookInSync,
        openGaps,
        silent);

    private static async Task<Results<Ok<LatestPrice[]>, ProblemHttpResult>> PricesAsync(
        string? symbols, MarketUniverse universe, PriceReader prices, CancellationToken cancellationToken)
    {
        if (MarketQuery.UnknownSymbol(universe, symbols) is { } unknown)
        {
            return MarketQuery.NotRecorded(universe, unknown);
        }

        var found = new List<LatestPrice>();
        foreach (var symbol in MarketQuery.Symbols(universe, symbols))
        {
            if (await prices.ReadAsync(symbol, cancellationToken) is { } price)
            {
                found.Add(price);
            }
        }

        return TypedResults.Ok(found.ToArray());
    }
}
