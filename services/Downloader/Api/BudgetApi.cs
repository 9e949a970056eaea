using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.Downloader.Api;

internal static class BudgetApi
{
    public static void MapBudget(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/downloads/budget", GetAsync).WithTags("downloads")
            .WithSummary(
                "Request weight: the venue's limit, what is used, what each lane keeps; of several venues a list, unless one is named")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Unknown, "The venue 'nope' is not in this run, which has simulator.");

    private static async Task<Results<Ok<BudgetView>, Ok<BudgetView[]>, ProblemHttpResult>> GetAsync(
        string? venue, VenueCatalog venues, CancellationToken cancellationToken)
    {
        if (!venues.TryPickAll(venue, out var picked, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        var views = await Task.WhenAll(picked.Select(member => ViewAsync(venues.HistoryOf(member.Venue)!, cancellationToken)));
        return views is [var only] ? TypedResults.Ok(only) : TypedResults.Ok(views);
    }

    private static async Task<BudgetView> ViewAsync(IVenueHistory client, CancellationToken cancellationToken)
    {
        var state = await client.Gate.SnapshotAsync(cancellationToken);
        var budget = client.Gate.Budget;
        return new BudgetView(
            client.Venue,
            state.Limit,
            state.Used,
            Math.Max(0, state.Limit - state.Used),
            state.WindowEnds,
            state.PausedUntil,
            [
                new LaneView(RequestLane.Orders, (int)(state.Limit * budget.OrdersReserve), state.WaitingByLane[RequestLane.Orders]),
                new LaneView(RequestLane.Resync, (int)(state.Limit * budget.ResyncReserve), state.WaitingByLane[RequestLane.Resync]),
                new LaneView(RequestLane.Backfill, 0, state.WaitingByLane[RequestLane.Backfill]),
            ]);
    }
}
