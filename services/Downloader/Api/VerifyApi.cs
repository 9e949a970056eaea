using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Downloader.Jobs;
using Trading.Downloader.Messaging;
using Trading.Downloader.Storage;
using Trading.Downloader.Verification;
using Trading.ServiceDefaults.Security;

namespace Trading.Downloader.Api;

internal static class VerifyApi
{
    public static void MapVerify(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/downloads").WithTags("downloads");
        group.MapPost("/verify", VerifyAsync);
        group.MapPost("/heal", HealAsync).RequireApiKey(ApiRole.Trader);
    }

    private static async Task<Results<Ok<Certificate>, ProblemHttpResult>> VerifyAsync(
        VerifyRequest request, Certifier certifier, CancellationToken cancellationToken)
    {
        var download = request.ToDownload();
        return download.Problem() is var (property, problem)
            ? DownloadsApi.Invalid(property, problem)
            : TypedResults.Ok(await certifier.CertifyAsync(download, download.Symbols[0], cancellationToken));
    }

    /// <summary>A download fetches what is missing and nothing else: healing a range is downloading it.</summary>
    private static async Task<Results<Accepted<DownloadView>, ProblemHttpResult>> HealAsync(
        VerifyRequest request, JobTable jobs, RunningJobs running, JobAnnouncer announcer, TimeProvider time, CancellationToken cancellationToken)
    {
        var download = request.ToDownload();
        if (download.Problem() is var (property, problem))
        {
            return DownloadsApi.Invalid(property, problem);
        }

        var job = await jobs.AddAsync(download, cancellationToken);
        announcer.Tell(job, running.Find(job.Id));
        running.Ring();
        return TypedResults.Accepted($"/downloads/{job.Id}", DownloadView.Of(job, running.Find(job.Id), time));
    }
}
