using Microsoft.AspNetCore.Http.HttpResults;
using Trading.PaperTrading.Backtesting;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.PaperTrading.Api;

internal static class BacktestsApi
{
    public static void MapBacktests(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/paper/backtests").WithTags("paper-trading");
        group.MapPost("", CreateAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Queues a backtest")
            .RefusesVenues()
            .Refuses(StatusCodes.Status429TooManyRequests, "backtestQueueFull", "Too many backtests wait; try again later.");
        group.MapGet("", ListAsync)
            .WithSummary("Backtests, newest first");
        group.MapGet("/{id}", GetAsync)
            .WithSummary("One backtest: state, progress, statistics, equity, trades; reduced says which list is not whole")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no backtest '0190c0de'.");
    }

    private static async Task<Results<Accepted<BacktestTicket>, ProblemHttpResult>> CreateAsync(
        BacktestRequest request, BacktestPlanner planner, BacktestTable table, BacktestQueue queue, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var planned = planner.Plan(request);
        if (planned.Value is not { } plan)
        {
            return planned.Refusal!.ToProblem();
        }

        // A restart of another run plans the same.
        request = request with { Venue = plan.Venue };

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        await table.AddAsync(
            new BacktestRecord(id, request, BacktestState.Queued, 0, null, null, now.UtcDateTime, null), cancellationToken);
        if (queue.TryAdd(id))
        {
            return TypedResults.Accepted($"/paper/backtests/{id}", new BacktestTicket(id));
        }

        await table.FailAsync(id, "The queue was full.", now.UtcDateTime, cancellationToken);
        return new Refusal("backtestQueueFull", "Too many backtests wait; try again later.", StatusCodes.Status429TooManyRequests)
            .ToProblem();
    }

    private static async Task<Ok<List<BacktestView>>> ListAsync(
        BacktestTable table, BacktestQueue queue, CancellationToken cancellationToken, int limit = 50)
    {
        var records = await table.ListAsync(Math.Clamp(limit, 1, 1000), cancellationToken);
        return TypedResults.Ok(records.Select(record => BacktestView.Of(record, queue.ProgressOf(record.Id))).ToList());
    }

    private static async Task<Results<Ok<BacktestView>, ProblemHttpResult>> GetAsync(
        string id, BacktestTable table, BacktestQueue queue, CancellationToken cancellationToken) =>
        await table.FindAsync(id, cancellationToken) is { } record
            ? TypedResults.Ok(BacktestView.Of(record, record.State == BacktestState.Running ? queue.ProgressOf(id) : null))
            : Refusal.NotFound($"There is no backtest '{id}'; GET /paper/backtests lists those that are there.").ToProblem();
}
