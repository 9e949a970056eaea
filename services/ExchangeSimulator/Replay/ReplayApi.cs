using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ExchangeSimulator.Faults;
using Trading.ExchangeSimulator.Venue;

namespace Trading.ExchangeSimulator.Replay;

/// <summary>Starts a replay in the running venue, and tells how far it is.</summary>
public static class ReplayApi
{
    public static void MapReplay(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/simulator/replay").WithTags("simulator");
        group.MapGet("", (VenueLoop loop) => loop.Replay).WithSummary("The running replay, if any.");
        group.MapPost("", Start).WithSummary("Puts a recording in place of the present tape.").AddEndpointFilter<LocalOrAdminFilter>();
    }

    private static Results<Accepted<ReplayState>, ProblemHttpResult> Start(ReplayRequest request, VenueLoop loop)
    {
        if (string.IsNullOrWhiteSpace(request.File) || !File.Exists(request.File))
        {
            return TypedResults.Problem($"There is no file '{request.File}'.", statusCode: StatusCodes.Status400BadRequest, extensions: [new("code", "replayFileMissing")]);
        }

        if (!ReplaySpeed.TryParse(request.SpeedText(), out var speed))
        {
            return TypedResults.Problem("speed is a factor above 0 or 'max'.", statusCode: StatusCodes.Status400BadRequest, extensions: [new("code", "invalidSpeed")]);
        }

        loop.Start(request.File, speed);
        return TypedResults.Accepted("/simulator/replay", loop.Replay);
    }
}
