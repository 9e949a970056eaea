using Trading.ServiceDefaults.Security;
using Trading.WebConsole.Live;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Api;

/// <summary>
/// What the page asks for by itself, passed on to the service that owns it, so that the browser needs one origin only. A closed
/// list of paths: this is no open proxy. Keys are passed on and judged by the owner.
/// </summary>
internal static class PassApi
{
    private const int MaxBars = 1_000;

    public static void MapPass(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/console").WithTags("console");
        group.MapGet("/bars/{symbol}", BarsAsync).WithSummary("Candles for the chart, oldest first.");
        group.MapGet("/orders/{id}", OrderAsync).WithSummary("One order with its event history and trace id.");
        group.MapPost("/risk/halt", (HttpContext http, UpstreamClient client, CancellationToken token) => SwitchAsync(http, client, "risk/halt", token))
            .WithSummary("Throws the kill switch of order-execution.");
        group.MapPost("/risk/resume", (HttpContext http, UpstreamClient client, CancellationToken token) => SwitchAsync(http, client, "risk/resume", token))
            .WithSummary("Releases the kill switch of order-execution.");
    }

    private static async Task<IResult> BarsAsync(
        string symbol, UpstreamClient client, CancellationToken cancellationToken, string interval = "1m", int limit = 500)
    {
        if (!ChartKey.TryParse(symbol, interval, out var chart))
        {
            return Problems.BadChart();
        }

        var path = chart.Value.Path(Math.Clamp(limit, 1, MaxBars));
        return Answer(UpstreamService.MarketData, await client.GetAsync(UpstreamService.MarketData, path, cancellationToken));
    }

    private static async Task<IResult> OrderAsync(string id, UpstreamClient client, CancellationToken cancellationToken) =>
        Answer(
            UpstreamService.OrderExecution,
            await client.GetAsync(UpstreamService.OrderExecution, $"orders/{Uri.EscapeDataString(id)}", cancellationToken));

    private static async Task<IResult> SwitchAsync(HttpContext http, UpstreamClient client, string path, CancellationToken cancellationToken)
    {
        var key = http.Request.Headers[ApiKeyOptions.Header].ToString();
        const string Reason = """{"reason":"by hand, from the console"}""";
        var reply = await client.SendAsync(UpstreamService.OrderExecution, HttpMethod.Post, path, Reason, key, cancellationToken);
        return reply.Status is not null && (int)reply.Status < 300 && reply.Json is null
            ? TypedResults.NoContent()
            : Answer(UpstreamService.OrderExecution, reply);
    }

    /// <summary>An answer, good or bad, goes through with its status; no answer is a 502.</summary>
    private static IResult Answer(UpstreamService service, UpstreamReply reply)
    {
        if (reply.Status is null || reply.Json is null)
        {
            return reply.Status is { } status && (int)status is >= 400 and < 500
                ? TypedResults.StatusCode((int)status)
                : Problems.Upstream(service, reply);
        }

        var type = (int)reply.Status < 400 ? "application/json" : "application/problem+json";
        return TypedResults.Text(reply.Json, type, statusCode: (int)reply.Status);
    }
}
