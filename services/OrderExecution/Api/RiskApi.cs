using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary><c>/risk</c>: limits and the kill switch, an administrator's.</summary>
internal static class RiskApi
{
    public static void MapRisk(this IEndpointRouteBuilder endpoints)
    {
        var risk = endpoints.MapGroup("/risk").WithTags("risk");
        risk.MapGet("/limits", (TradingState state) => TypedResults.Ok(RiskView.Of(state)));
        risk.MapPut("/limits", SetLimitsAsync).RequireApiKey(ApiRole.Admin);
        risk.MapPost("/halt", HaltAsync).RequireApiKey(ApiRole.Admin);
        risk.MapPost("/resume", ResumeAsync).RequireApiKey(ApiRole.Admin);
    }

    private static async Task<Results<Ok<RiskView>, ProblemHttpResult>> SetLimitsAsync(
        LimitsBody body, RiskControl control, TradingState state, CancellationToken cancellationToken)
    {
        var limits = body.Over(state.Limits);
        if (limits.Errors() is { Count: > 0 } errors)
        {
            return ApiProblems.Invalid(errors);
        }

        await control.SetLimitsAsync(limits, ByAdmin, cancellationToken);
        return TypedResults.Ok(RiskView.Of(state));
    }

    private static async Task<Ok<RiskView>> HaltAsync(HaltBody? body, RiskControl control, TradingState state, CancellationToken cancellationToken)
    {
        await control.SetHaltAsync(halted: true, body?.Reason ?? "by hand", ByAdmin, cancellationToken);
        return TypedResults.Ok(RiskView.Of(state));
    }

    private static async Task<Ok<RiskView>> ResumeAsync(HaltBody? body, RiskControl control, TradingState state, CancellationToken cancellationToken)
    {
        await control.SetHaltAsync(halted: false, body?.Reason ?? "by hand", ByAdmin, cancellationToken);
        return TypedResults.Ok(RiskView.Of(state));
    }

    // Keys have roles and no names.
    private const string ByAdmin = "admin";
}
