using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Storage;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.Downloader.Api;

internal static class DownloadsApi
{
    public const string VenueNeeded = "venue is needed: this run has simulator-spot, simulator-usdm.";

    private const int LongestList = 500;

    public static void MapDownloads(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/downloads").WithTags("downloads");
        group.MapPost("", QueueAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Queues a download")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Needed, VenueNeeded)
            .Refuses(StatusCodes.Status400BadRequest, "invalidSymbols", "Name at least one symbol.")
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "simulator does not list NOPE. Listed are BTCUSDT, ETHUSDT.");
        group.MapGet("", ListAsync)
            .WithSummary("Downloads, newest first")
            .Refuses(StatusCodes.Status400BadRequest, "invalidLimit", "limit is 1 to 500.");
        group.MapGet("/{id:guid}", GetAsync)
            .WithSummary("One download: state, progress, rate, weight, end")
            .Refuses(StatusCodes.Status404NotFound, "downloadNotFound", "There is no download 01a2b3c4-0000-7000-8000-000000000000.");
        group.MapGet("/{id:guid}/events", DownloadEvents.StreamAsync)
            .WithSummary("Progress of a download as server-sent events; the last one is named end")
            .Refuses(StatusCodes.Status404NotFound, "downloadNotFound", "There is no download 01a2b3c4-0000-7000-8000-000000000000.");
        group.MapDelete("/{id:guid}", CancelAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Cancels a download; what is stored stays")
            .Refuses(StatusCodes.Status404NotFound, "downloadNotFound", "There is no download 01a2b3c4-0000-7000-8000-000000000000.");
    }

    public static ProblemHttpResult NotFound(Guid id) =>
        Problem.NotFound("downloadNotFound", $"There is no download {id}.");

    public static ProblemHttpResult Invalid(string property, string problem) =>
        Problem.BadRequest("invalid" + char.ToUpperInvariant(property[0]) + property[1..], problem);

    private static async Task<Results<Accepted<DownloadView>, ProblemHttpResult>> QueueAsync(
        DownloadRequest request, VenueCatalog venues, ListedSymbols listed, JobTable jobs, RunningJobs running, JobAnnouncer announcer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        request = request with { Symbols = [.. request.Symbols.Select(symbol => symbol?.Trim().ToUpperInvariant() ?? "")] };
        if (!DownloadVenue.TryName(venues, ref request, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (request.Problem(venues.Descriptions) is var (property, problem))
        {
            return Invalid(property, problem);
        }

        if (request.Start > time.GetUtcNow().UtcDateTime)
        {
            return Invalid("start", $"The start {request.Start:u} lies in the future: there is nothing to download yet.");
        }

        if (await listed.ProblemAsync(request, cancellationToken) is { } unlisted)
        {
            return Problem.NotFound("unknownSymbol", unlisted);
        }

        var job = await jobs.AddAsync(request, cancellationToken);
        announcer.Announce(job, running.Find(job.Id));
        running.Ring();
        return TypedResults.Accepted($"/downloads/{job.Id}", DownloadView.Of(job, running.Find(job.Id), time));
    }

    private static async Task<Results<Ok<IReadOnlyList<DownloadView>>, ProblemHttpResult>> ListAsync(
        JobTable jobs, RunningJobs running, TimeProvider time, CancellationToken cancellationToken, int limit = 50, Guid? cursor = null)
    {
        if (limit is < 1 or > LongestList)
        {
            return Problem.BadRequest("invalidLimit", $"limit is 1 to {LongestList}.");
        }

        var list = await jobs.ListAsync(limit, cursor, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<DownloadView>>([.. list.Select(job => DownloadView.Of(job, running.Find(job.Id), time))]);
    }

    private static async Task<Results<Ok<DownloadView>, ProblemHttpResult>> GetAsync(
        Guid id, JobTable jobs, RunningJobs running, TimeProvider time, CancellationToken cancellationToken) =>
        await jobs.GetAsync(id, cancellationToken) is { } job
            ? TypedResults.Ok(DownloadView.Of(job, running.Find(id), time))
            : NotFound(id);

    private static async Task<Results<Ok<DownloadView>, ProblemHttpResult>> CancelAsync(
        Guid id, JobTable jobs, RunningJobs running, JobAnnouncer announcer, TimeProvider time, CancellationToken cancellationToken)
    {
        var cancelled = await jobs.CancelAsync(id, cancellationToken);
        if (cancelled)
        {
            await running.StopAsync(id);
        }

        if (await jobs.GetAsync(id, cancellationToken) is not { } job)
        {
            return NotFound(id);
        }

        if (cancelled)
        {
            announcer.Announce(job);
        }

        return TypedResults.Ok(DownloadView.Of(job, live: null, time));
    }
}
