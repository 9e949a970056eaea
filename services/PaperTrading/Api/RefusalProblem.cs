using Microsoft.AspNetCore.Http.HttpResults;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.PaperTrading.Api;

internal static class RefusalProblem
{
    public static ProblemHttpResult ToProblem(this Refusal refusal) =>
        Problem.Of(refusal.Status, refusal.Code, refusal.Reason);

    /// <summary>What a route answers that needs a venue of the run.</summary>
    public static RouteHandlerBuilder RefusesVenues(this RouteHandlerBuilder route) => route
        .Refuses(StatusCodes.Status400BadRequest, "venueNeeded", "venue is needed: this run has simulator-spot, simulator-usdm.")
        .Refuses(
            StatusCodes.Status400BadRequest, "unknownVenue",
            "The venue 'mine' is not in this run, which has simulator-spot, simulator-usdm.");
}
