using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Metrics;

internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, MetricScraper scraper, string? token)
    {
        var wanted = string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetBytes("Bearer " + token);
        endpoints.MapGet(Path, (Delegate)((HttpContext context) => WriteAsync(context, scraper, wanted)))
            .WithMetadata(AnswersWhileStarting.Instance).WithTags(AnswersWhileStarting.Tag)
            .WithSummary("All metrics, in Prometheus' text format or in that of OpenMetrics where the Accept header asks for it")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    private static async Task WriteAsync(HttpContext context, MetricScraper scraper, byte[]? wanted)
    {
        if (wanted is not null
            && !CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString())))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        var format = ExpositionFormats.Choose(context.Request.Headers.Accept);
        var body = await scraper.ScrapeAsync(format, context.RequestAborted);
        context.Response.ContentType = ExpositionFormats.ContentType(format);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
