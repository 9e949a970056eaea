using Microsoft.AspNetCore.Http.HttpResults;
using Trading.WebConsole.Live;

namespace Trading.WebConsole.Api;

/// <summary>The stream that fills the page.</summary>
internal static class LiveApi
{
    public static void MapLive(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/console/stream", Stream).WithTags("console")
            .WithSummary("Everything the page shows, as server-sent events; with symbol and interval the open candle too.");

    private static Results<ServerSentEventsResult<string>, ProblemHttpResult> Stream(
        HttpContext http, LiveBoard board, LiveStream stream, string? symbol = null, string? interval = null)
    {
        ChartKey? chart = null;
        if ((symbol ?? interval) is not null && !ChartKey.TryParse(symbol, interval, out chart))
        {
            return Problems.BadChart();
        }

        if (board.Open(chart) is not { } reader)
        {
            return Problems.TooManyStreams();
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(stream.EventsAsync(reader, http.RequestAborted));
    }
}
