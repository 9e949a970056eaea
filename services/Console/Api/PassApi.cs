using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;
using Trading.WebConsole.Live;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Api;

/// <summary>
/// What the page asks for by itself, passed on to the service that owns it, so that the browser needs one origin only. A closed
/// list of paths: this is no open proxy. A key is judged here, so that keys cannot be guessed through the console, and again by the owner.
/// </summary>
internal static class PassApi
{
    private const int MaxBars = 1_000;
    private const int MaxChangeBytes = 4 * 1024;
    private const string DefaultReason = "by hand, from the console";

    public static void MapPass(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/console").WithTags("console");
        group.MapGet("/bars/{symbol}", BarsAsync).WithSummary("Candles for the chart, oldest first.")
            .Refuses(
                StatusCodes.Status400BadRequest, "badChart", "symbol must be letters and digits, interval one of the venue's, such as 1m.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "MarketData cannot be reached.");
        group.MapGet("/orders/{id:guid}", OrderAsync).WithSummary("One order with its event history and trace id.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "OrderExecution cannot be reached.");
        group.MapGet("/venues", VenuesAsync).WithSummary("Where orders go, and whether they move real money.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "OrderExecution cannot be reached.");
        group.MapPost("/risk/halt", HaltAsync).RequireApiKey(ApiRole.Trader).WithMetadata(new RequestSizeLimitAttribute(MaxChangeBytes))
            .WithSummary("Throws the kill switch of order-execution.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "OrderExecution cannot be reached.");
        group.MapPost("/risk/resume", ResumeAsync).RequireApiKey(ApiRole.Admin).WithMetadata(new RequestSizeLimitAttribute(MaxChangeBytes))
            .WithSummary("Releases the kill switch of order-execution.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "OrderExecution cannot be reached.");
        group.MapPost("/strategies/{id}/align", AlignAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Brings the live positions of a promoted strategy to those of its paper account.")
            .Refuses(StatusCodes.Status502BadGateway, "serviceAway", "PaperTrading cannot be reached.");
    }

    private static async Task<IResult> BarsAsync(
        string symbol, UpstreamClient client, CancellationToken cancellationToken, string interval = "1m", int limit = 500,
        string? venue = null)
    {
        if (!ChartKey.TryParse(symbol, interval, out var chart, venue))
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

    private static async Task<IResult> VenuesAsync(UpstreamClient client, CancellationToken cancellationToken) =>
        Answer(
            UpstreamService.OrderExecution,
            await client.GetAsync(UpstreamService.OrderExecution, PolledTopic.VenuesPath, cancellationToken));

    private static Task<IResult> HaltAsync(
        HttpContext http, UpstreamClient client, CancellationToken cancellationToken, HaltRequest? body = null) =>
        ChangeAsync(
            http, client, UpstreamService.OrderExecution, HttpMethod.Post, "risk/halt",
            new HaltRequest(string.IsNullOrWhiteSpace(body?.Reason) ? DefaultReason : body.Reason, body?.CancelOpen), cancellationToken);

    private static Task<IResult> ResumeAsync(
        HttpContext http, UpstreamClient client, CancellationToken cancellationToken, ResumeRequest? body = null) =>
        ChangeAsync(
            http, client, UpstreamService.OrderExecution, HttpMethod.Post, "risk/resume",
            new ResumeRequest(string.IsNullOrWhiteSpace(body?.Reason) ? DefaultReason : body.Reason), cancellationToken);

    private static Task<IResult> AlignAsync(string id, HttpContext http, UpstreamClient client, CancellationToken cancellationToken) =>
        ChangeAsync(
            http, client, UpstreamService.PaperTrading, HttpMethod.Patch, $"paper/strategies/{Uri.EscapeDataString(id)}",
            new { action = "align" }, cancellationToken);

    private static async Task<IResult> ChangeAsync<TBody>(
        HttpContext http, UpstreamClient client, UpstreamService service, HttpMethod method, string path, TBody body,
        CancellationToken cancellationToken)
    {
        var key = http.Request.Headers[ApiKeyOptions.Header].ToString();
        var reply = await client.SendAsync(
            service, method, path, JsonSerializer.Serialize(body, ProductJson.Options), key, cancellationToken);
        return reply.Status is not null && (int)reply.Status < 300 && reply.Json is null
            ? TypedResults.NoContent()
            : Answer(service, reply);
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
