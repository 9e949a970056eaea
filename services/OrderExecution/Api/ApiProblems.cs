using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.OrderExecution.Api;

/// <summary>Problems that several routes answer.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) => Problem.Of(
        StatusCodes.Status400BadRequest,
        "invalidRequest",
        string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")),
        ("errors", errors));

    /// <summary>What a route answers that needs a venue of the run.</summary>
    public static RouteHandlerBuilder RefusesVenues(this RouteHandlerBuilder route) => route
        .Refuses(StatusCodes.Status400BadRequest, "venueNeeded", "venue is needed: this run has simulator-spot, simulator-usdm.")
        .Refuses(
            StatusCodes.Status400BadRequest, "unknownVenue",
            "The venue 'mine' is not in this run, which has simulator-spot, simulator-usdm.");

    /// <summary>Why nothing can be listed of a venue that a query names; null when it can, or when it names none.</summary>
    /// <param name="venue">Becomes the name under which the run stores it.</param>
    public static ProblemHttpResult? OfList(OrderVenues venues, ref string? venue)
    {
        if (venue is null || InternalBook.Is(venue))
        {
            return null;
        }

        var found = venues.TryFind(venue, out var name, out var code, out var problem);
        venue = name;
        return found ? null : Problem.BadRequest(code!, problem!);
    }

    public static ProblemHttpResult NotFound(string detail) => Problem.NotFound("notFound", detail);
}
