using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Trading.ServiceDefaults.Metrics;

internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, MetricScraper scraper) =>
        endpoints.MapGet(Path, (HttpContext context) => WriteAsync(context, scraper)).ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext context, MetricScraper scraper)
    {
        var format = ExpositionFormats.Choose(context.Request.Headers.Accept);
        var body = await scraper.ScrapeAsync(format, context.RequestAborted);
        context.Response.ContentType = ExpositionFormats.ContentType(format);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
