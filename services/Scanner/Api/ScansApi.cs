using MassTransit;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Exchanges.Venues;
using Trading.Scanner.Features;
using Trading.Scanner.Scans;
using Trading.Scanner.Storage;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.Scanner.Api;

internal static class ScansApi
{
    private const string UnknownVenue = "The venue 'nope' is not in this run, which has simulator.";

    public static void MapScans(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/scans").WithTags("scanner");
        group.MapPost("", ScanAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Scans now, all configured symbols or those that are named")
            .Refuses(StatusCodes.Status400BadRequest, "unknownSymbol", "'NOPE' is not among the configured symbols BTCUSDT, ETHUSDT.")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Unknown, UnknownVenue)
            .Refuses(
                StatusCodes.Status400BadRequest,
                VenueRequests.Needed,
                "venue is needed: BTCUSDT is a symbol of simulator-spot, simulator-usdm.");
        group.MapGet("/latest", LatestAsync)
            .WithSummary("The latest scan: score, confidence, features and flags of each symbol")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Unknown, UnknownVenue);
    }

    private static async Task<Results<Ok<IReadOnlyList<ScanResult>>, ProblemHttpResult>> ScanAsync(
        ScanRequest? request, VenueCatalog venues, PerVenue<ScannerModule> run, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        if (!venues.TryPickAll(request?.Venue, out var picked, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        var scans = picked.Select(member => (member.Name, Scans: run.Of<ScanService>(member.Name))).ToList();
        string[] asked = [.. (request?.Symbols ?? []).Select(symbol => symbol.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
        foreach (var symbol in asked)
        {
            string[] having =
                [.. scans.Where(venue => venue.Scans.Symbols.Contains(symbol, StringComparer.Ordinal)).Select(venue => venue.Name)];
            if (having.Length != 1)
            {
                return having.Length == 0
                    ? UnknownSymbol(symbol, scans.SelectMany(venue => venue.Scans.Symbols).Distinct(StringComparer.Ordinal))
                    : Problem.BadRequest(VenueRequests.Needed, $"venue is needed: {symbol} is a symbol of {string.Join(", ", having)}.");
            }
        }

        var results = new List<ScanResult>();
        foreach (var (_, service) in scans)
        {
            var symbols = asked.Length == 0 ? service.Symbols : [.. asked.Intersect(service.Symbols, StringComparer.Ordinal)];
            results.AddRange(await service.ScanAsync(symbols, bus, cancellationToken));
        }

        return TypedResults.Ok<IReadOnlyList<ScanResult>>(results);
    }

    private static ProblemHttpResult UnknownSymbol(string symbol, IEnumerable<string> configured) => Problem.BadRequest(
        "unknownSymbol", $"'{symbol}' is not among the configured symbols {string.Join(", ", configured)}.");

    private static async Task<Results<Ok<IReadOnlyList<ScanResult>>, ProblemHttpResult>> LatestAsync(
        string? venue, ScanTable table, VenueCatalog venues, CancellationToken cancellationToken) =>
        venues.TryPickAll(venue, out var picked, out var refusal)
            ? TypedResults.Ok(await table.LatestAsync(picked.Select(member => member.Name), cancellationToken))
            : Problem.BadRequest(refusal.Code, refusal.Detail);
}
