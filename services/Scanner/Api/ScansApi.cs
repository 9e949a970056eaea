using MassTransit;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Exchanges;
using Trading.Scanner.Features;
using Trading.Scanner.Scans;
using Trading.Scanner.Storage;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.Scanner.Api;

internal static class ScansApi
{
    public static void MapScans(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/scans").WithTags("scanner");
        group.MapPost("", ScanAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Scans now, all configured symbols or those that are named")
            .Refuses(StatusCodes.Status400BadRequest, "unknownSymbol", "'NOPE' is not among the configured symbols BTCUSDT, ETHUSDT.");
        group.MapGet("/latest", LatestAsync)
            .WithSummary("The latest scan: score, confidence, features and flags of each symbol");
    }

    private static async Task<Results<Ok<IReadOnlyList<ScanResult>>, ProblemHttpResult>> ScanAsync(
        ScanRequest? request, ScanService scans, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        string[] symbols = request?.Symbols is { Count: > 0 } asked
            ? [.. asked.Select(symbol => symbol.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal)]
            : [.. scans.Symbols];
        return symbols.Except(scans.Symbols, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? TypedResults.Problem(
                $"'{unknown}' is not among the configured symbols {string.Join(", ", scans.Symbols)}.",
                statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "unknownSymbol" })
            : TypedResults.Ok(await scans.ScanAsync(symbols, bus, cancellationToken));
    }

    private static async Task<Ok<IReadOnlyList<ScanResult>>> LatestAsync(
        ScanTable table, VenueOptions venue, CancellationToken cancellationToken) =>
        TypedResults.Ok(await table.LatestAsync(venue.Name, cancellationToken));
}
