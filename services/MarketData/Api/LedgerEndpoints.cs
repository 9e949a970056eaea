using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.History;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>What proves the data: coverage, gaps, and our bars against the venue's.</summary>
internal static class LedgerEndpoints
{
    public static void Map(RouteGroupBuilder market)
    {
        market.MapGet("/coverage/{symbol}", CoverageAsync).WithSummary("What is stored of a symbol")
            .NamesVenue()
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.");
        market.MapGet("/gaps", GapsAsync).WithSummary("The gap ledger, newest first")
            .Refuses(StatusCodes.Status400BadRequest, "invalidState", "state is open, healed or unrecoverable.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidLimit", "limit is 1 to 10000.");
        market.MapGet("/audit/{symbol}", AuditAsync).WithSummary("Our bars against the venue's, field by field")
            .NamesVenue()
            .Refuses(StatusCodes.Status400BadRequest, "invalidInterval", "'9m' is not a bar interval; use one of 1s, 1m, 3m, 5m.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidLimit", "limit is 1 to 10000.");
    }

    private static async Task<Results<Ok<IReadOnlyList<CoverageEntry>>, ProblemHttpResult>> CoverageAsync(
        string symbol, string? venue, StoredInstruments instruments, IHistoryStore history, CancellationToken cancellationToken)
    {
        if (!instruments.TryFind(venue, symbol, out var instrument, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        return await instruments.NothingOfAsync(instrument, cancellationToken) is { } nothing
            ? nothing
            : TypedResults.Ok(await history.CoverageAsync(instrument, cancellationToken));
    }

    private static async Task<Results<Ok<GapView[]>, ProblemHttpResult>> GapsAsync(
        string? state,
        string? symbol,
        string? venue,
        int? limit,
        PerVenue<MarketDataModule> run,
        IGapLedger ledger,
        CancellationToken cancellationToken)
    {
        GapState? wanted = null;
        if (state is not null)
        {
            if (!EnumNames.TryParse<GapState>(state, out var parsed))
            {
                return Problem.BadRequest("invalidState", "state is open, healed or unrecoverable.");
            }

            wanted = parsed;
        }

        if (MarketQuery.BadLimit(limit) is { } bad)
        {
            return bad;
        }

        var name = venue is null ? null : run.Find<MarketUniverse>(venue)?.Venue ?? venue;
        var gaps = await ledger.ListGapsAsync(
            new GapFilter(wanted, name, symbol?.ToUpperInvariant(), Limit: limit ?? 1000), cancellationToken);
        return TypedResults.Ok<GapView[]>([.. gaps.Select(GapView.Of)]);
    }

    private static async Task<Results<Ok<List<AuditView>>, ProblemHttpResult>> AuditAsync(
        string symbol,
        string? venue,
        string? interval,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? limit,
        StoredInstruments instruments,
        PerVenue<MarketDataModule> run,
        VenueCatalog catalog,
        IBarStore store,
        CancellationToken cancellationToken)
    {
        if (!instruments.TryFind(venue, symbol, out var instrument, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (!BarInterval.TryParse(interval ?? "1m", out var length))
        {
            return Problem.BadRequest("invalidInterval", BarInterval.Problem(interval));
        }

        if (MarketQuery.BadLimit(limit) is { } bad)
        {
            return bad;
        }

        var query = new BarQuery(from?.UtcDateTime, to?.UtcDateTime, limit ?? 500, Newest: from is null);
        var own = await store.ReadBarsAsync(instrument, length, query with { Source = BarSource.Trades }, cancellationToken)
            .ToListAsync(cancellationToken);
        var venues = await store.ReadBarsAsync(instrument, length, query with { Source = BarSource.Rest }, cancellationToken)
            .ToDictionaryAsync(bar => bar.OpenTime, cancellationToken: cancellationToken);

        // Of a venue that this process does not record: as it is recorded by default.
        var notCompared = BarComparison.NotCompared(run.Find<FeedPlan>(instrument.Venue)?.TradesAreAggregates
            ?? catalog.Find(instrument.Venue)?.Description.TradesAreAggregates ?? false);
        return TypedResults.Ok(own.Where(bar => bar.Closed && venues.TryGetValue(bar.OpenTime, out var other) && other.Closed)
            .Select(bar => AuditView.Compare(bar, venues[bar.OpenTime], notCompared)).ToList());
    }
}
