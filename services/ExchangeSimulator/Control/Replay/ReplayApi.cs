using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>Starts a replay in the running venue, and tells how far it is. Starting one needs a trader's key.</summary>
internal static class ReplayApi
{
    public static void MapReplay(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/simulator/replay").WithTags("simulator");
        group.MapGet("", (VenueLoop loop) => loop.Replay).WithSummary("The running replay, if any.");
        group.MapPost("", Start).WithSummary("Puts a recording of Simulator:ReplayFolder in place of the present tape.").RequireApiKey(ApiRole.Trader)
            .Refuses(StatusCodes.Status400BadRequest, "invalidSpeed", "speed is a factor above 0 and up to 1000000, or 'max'.");
    }

    private static Results<Accepted<ReplayState>, ProblemHttpResult> Start(ReplayRequest request, RecordingFolder folder, VenueLoop loop)
    {
        if (!ReplaySpeed.TryParse(request.Speed ?? "1", out var speed))
        {
            return Refusal("speed is a factor above 0 and up to 1000000, or 'max'.", "invalidSpeed");
        }

        var (path, problem) = folder.Find(request.File);
        if (path is null)
        {
            return Refusal(problem!, "replayFileMissing");
        }

        return loop.Start(path, speed) is { } unusable
            ? Refusal($"'{request.File}' {unusable}", "replayFileInvalid")
            : TypedResults.Accepted("/simulator/replay", loop.Replay);
    }

    private static ProblemHttpResult Refusal(string detail, string code) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, extensions: [new("code", code)]);
}
