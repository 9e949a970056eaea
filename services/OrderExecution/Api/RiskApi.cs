using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary><c>/risk</c>: a trader may stop trading; only an administrator lets it go on, and sets the limits.</summary>
internal static class RiskApi
{
    // Keys have roles and no names.
    private const string ByAdmin = "admin";

    private const int MaxLimit = 200;

    public static void MapRisk(this IEndpointRouteBuilder endpoints)
    {
        var risk = endpoints.MapGroup("/risk").WithTags("risk");
        risk.MapGet("/limits", Limits)
            .WithSummary("Risk limits of a venue, the state of the kill switch, and the orders that a halt has not ended")
            .RefusesVenues();
        risk.MapGet("/halts", ChangesAsync)
            .WithSummary("Halts and resumes with reason, author and time, newest first");
        risk.MapPut("/limits", SetLimitsAsync).RequireApiKey(ApiRole.Admin)
            .WithSummary("Changes risk limits of a venue; what is left out stays, 0 switches a limit off")
            .RefusesVenues();
        risk.MapPost("/halt", HaltAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Halts trading; reason, author and time stay those of the first halt until a resume");
        risk.MapPost("/resume", ResumeAsync).RequireApiKey(ApiRole.Admin)
            .WithSummary("Lets orders pass again; its reason stands beside that of the halt");
    }

    private static Results<Ok<RiskView>, ProblemHttpResult> Limits(
        OrderVenues venues, TradingState state, HaltProgress progress, string? venue = null) =>
        venues.TryFind(venue, out var name, out var code, out var problem)
            ? TypedResults.Ok(RiskView.Of(name, state, progress))
            : Problem.BadRequest(code, problem);

    private static async Task<Results<Ok<RiskView>, ProblemHttpResult>> SetLimitsAsync(
        LimitsBody body,
        OrderVenues venues,
        RiskControl control,
        TradingState state,
        HaltProgress progress,
        CancellationToken cancellationToken,
        string? venue = null)
    {
        if (!venues.TryFind(body.Venue ?? venue, out var name, out var code, out var problem))
        {
            return Problem.BadRequest(code, problem);
        }

        var limits = body.Over(state.LimitsOf(name));
        if (limits.Errors() is { Count: > 0 } errors)
        {
            return ApiProblems.Invalid(errors);
        }

        await control.SetLimitsAsync(name, limits, ByAdmin, cancellationToken);
        return TypedResults.Ok(RiskView.Of(name, state, progress));
    }

    private static async Task<Results<Ok<IReadOnlyList<HaltChange>>, ProblemHttpResult>> ChangesAsync(
        RiskStore store, CancellationToken cancellationToken, int limit = 20) => limit is < 1 or > MaxLimit
        ? Problem.BadRequest("invalidRequest", $"limit is 1 to {MaxLimit}.")
        : TypedResults.Ok(await store.HaltChangesAsync(limit, cancellationToken));

    private static async Task<Ok<RiskView>> HaltAsync(
        HaltBody? body, ClaimsPrincipal caller, OrderVenues venues, RiskControl control, TradingState state, HaltProgress progress,
        CancellationToken cancellationToken)
    {
        var asked = body ?? new HaltBody();
        await control.HaltAsync(asked.Reason, asked.CancelOpen, caller.FindFirstValue(ClaimTypes.Role)!, cancellationToken);
        return TypedResults.Ok(RiskView.Of(venues.Run[0].Name, state, progress));
    }

    private static async Task<Ok<RiskView>> ResumeAsync(
        ResumeBody? body, OrderVenues venues, RiskControl control, TradingState state, HaltProgress progress,
        CancellationToken cancellationToken)
    {
        await control.ResumeAsync(body?.Reason, ByAdmin, cancellationToken);
        return TypedResults.Ok(RiskView.Of(venues.Run[0].Name, state, progress));
    }
}
