using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.ExchangeSimulator.Faults;

/// <summary>Reads and sets the faults. Setting them needs a trader's key.</summary>
public static class FaultApi
{
    public static void MapFaults(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/simulator/faults").WithTags("simulator");
        group.MapGet("", (FaultBoard board) => board.Settings).WithSummary("The faults in force.");
        group.MapPut("", Set).WithSummary("Sets all faults at once; what is not named is switched off.").RequireApiKey(ApiRole.Trader)
            .Refuses(StatusCodes.Status400BadRequest, "invalidFault", "drop is 0 to 1.");
    }

    private static Results<Ok<FaultSettings>, ProblemHttpResult> Set(FaultSettings settings, FaultBoard board, ILoggerFactory logs)
    {
        if (settings.Problem() is { } problem)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest, extensions: [new("code", "invalidFault")]);
        }

        board.Set(settings);
        logs.CreateLogger(nameof(FaultApi)).FaultsSet(JsonSerializer.Serialize(settings));
        return TypedResults.Ok(settings);
    }
}
