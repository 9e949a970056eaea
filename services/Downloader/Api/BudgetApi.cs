using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.Api;

internal static class BudgetApi
{
    public static void MapBudget(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/downloads/budget", GetAsync).WithTags("downloads")
            .WithSummary("Request weight: the venue's limit, what is used, what each lane keeps");

    private static async Task<BudgetView> GetAsync(IVenueHistory client, CancellationToken cancellationToken)
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
