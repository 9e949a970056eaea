using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.OpenApi;
using Trading.WebConsole.Live;

namespace Trading.WebConsole.Api;

/// <summary>The stream that fills the page.</summary>
internal static class LiveApi
{
    private const string EventStream = "text/event-stream";

    public static void MapLive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/console/stream", StreamAsync).WithTags("console").Produces<string>(StatusCodes.Status200OK, EventStream)
            .WithSummary("Everything the page shows, as server-sent events; with symbol and interval the open candle too.")
            .Refuses(
                StatusCodes.Status400BadRequest, "badChart", "symbol must be letters and digits, interval one of the venue's, such as 1m.")
            .Refuses(StatusCodes.Status503ServiceUnavailable, "tooManyStreams", "As many pages are open as Console:MaxStreams allows.");

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> StreamAsync(
        HttpContext http, TopicRegistry board, LiveStream stream, string? symbol = null, string? interval = null, string? venue = null)
    {
        ChartKey? chart = null;
        if ((symbol ?? interval) is not null && !ChartKey.TryParse(symbol, interval, out chart, venue))
        {
            return Problems.BadChart();
        }

        if (board.Open(chart) is not { } reader)
        {
            return Problems.TooManyStreams();
        }

        http.Response.ContentType = EventStream;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await stream.SendAsync(reader, http);
        return TypedResults.Empty;
    }
}
