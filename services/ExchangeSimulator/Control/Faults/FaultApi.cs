using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.ExchangeSimulator.Control.Faults;

/// <summary>Reads and sets the faults. Setting them needs a trader's key.</summary>
internal static class FaultApi
{
    public static void MapFaults(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/simulator/faults").WithTags("simulator");
        group.MapGet("", (FaultRegistry registry) => registry.Settings).WithSummary("The faults in force.");
        group.MapPut("", Set).WithSummary("Sets all faults at once; what is not named is switched off.").RequireApiKey(ApiRole.Trader)
            .Refuses(StatusCodes.Status400BadRequest, "invalidFault", "drop is 0 to 1.");
    }

    private static Results<Ok<FaultSettings>, ProblemHttpResult> Set(
        FaultSettings settings, FaultRegistry registry, Exchange exchange, ILoggerFactory logs)
    {
        if (settings.Problem() is { } problem)
        {
            return Problem.BadRequest("invalidFault", problem);
        }

        registry.Set(settings);
        exchange.ClockSkewMs = settings.ClockSkew;
        logs.CreateLogger(nameof(FaultApi)).FaultsSet(JsonSerializer.Serialize(settings));
        return TypedResults.Ok(settings);
    }
}
