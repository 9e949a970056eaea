using Microsoft.AspNetCore.Http.HttpResults;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.OpenApi;

namespace Trading.PaperTrading.Api;

internal static class RefusalProblem
{
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(
        refusal.Reason, statusCode: refusal.Status, extensions: [new("code", refusal.Code)]);

    /// <summary>What a route answers that needs a venue of the run.</summary>
    public static RouteHandlerBuilder RefusesVenues(this RouteHandlerBuilder route) => route
        .Refuses(StatusCodes.Status400BadRequest, "venueNeeded", "venue is needed: this run has simulator-spot, simulator-usdm.")
        .Refuses(
            StatusCodes.Status400BadRequest, "unknownVenue",
            "The venue 'mine' is not in this run, which has simulator-spot, simulator-usdm.");
}
