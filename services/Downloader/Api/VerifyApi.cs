using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Downloader.Jobs;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Storage;
using Trading.Downloader.Verification;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.Downloader.Api;

internal static class VerifyApi
{
    /// <summary>
    /// A certificate reads every row of its range and needs no key, so one is made at a time: strangers must not take the processor
    /// from what trades.
    /// </summary>
    public static ConcurrencyLimiter Turns() => new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 16 });

    public static void MapVerify(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/downloads").WithTags("downloads");
        group.MapPost("/verify", VerifyAsync)
            .WithSummary("The certificate of a range: what is expected, present and missing, and a hash over the rows")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Needed, DownloadsApi.VenueNeeded)
            .Refuses(StatusCodes.Status400BadRequest, "invalidInterval", "Bars need an interval; use one of 1s, 1m, 3m, 5m.")
            .Refuses(
                StatusCodes.Status429TooManyRequests, "tooManyCertificates", "Sixteen certificates wait for their turn; ask again later.");
        group.MapPost("/heal", HealAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Queues a download of what a range lacks")
            .Refuses(StatusCodes.Status400BadRequest, VenueRequests.Needed, DownloadsApi.VenueNeeded)
            .Refuses(StatusCodes.Status400BadRequest, "invalidInterval", "Bars need an interval; use one of 1s, 1m, 3m, 5m.")
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "simulator does not list NOPE. Listed are BTCUSDT, ETHUSDT.");
    }

    private static async Task<Results<Ok<Certificate>, ProblemHttpResult>> VerifyAsync(
        VerifyRequest request, VenueCatalog venues, Certifier certifier, ConcurrencyLimiter turns, CancellationToken cancellationToken)
    {
        var download = request.ToDownload();
        if (!DownloadVenue.TryName(venues, ref download, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (download.Problem(venues.Descriptions) is var (property, problem))
        {
            return DownloadsApi.Invalid(property, problem);
        }

        using var turn = await turns.AcquireAsync(cancellationToken: cancellationToken);
        return turn.IsAcquired
            ? TypedResults.Ok(await certifier.CertifyAsync(download, download.Symbols[0], cancellationToken))
            : Problem.Of(
                StatusCodes.Status429TooManyRequests, "tooManyCertificates", "Sixteen certificates wait for their turn; ask again later.");
    }

    /// <summary>A download fetches what is missing and nothing else: healing a range is downloading it.</summary>
    private static async Task<Results<Accepted<DownloadView>, ProblemHttpResult>> HealAsync(
        VerifyRequest request,
        VenueCatalog venues,
        ListedSymbols listed,
        JobTable jobs,
        RunningJobs running,
        JobAnnouncer announcer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var download = request.ToDownload();
        if (!DownloadVenue.TryName(venues, ref download, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (download.Problem(venues.Descriptions) is var (property, problem))
        {
            return DownloadsApi.Invalid(property, problem);
        }

        if (await listed.ProblemAsync(download, cancellationToken) is { } unlisted)
        {
            return Problem.NotFound("unknownSymbol", unlisted);
        }

        var job = await jobs.AddAsync(download, cancellationToken);
        announcer.Announce(job, running.Find(job.Id));
        running.Ring();
        return TypedResults.Accepted($"/downloads/{job.Id}", DownloadView.Of(job, running.Find(job.Id), time));
    }
}
