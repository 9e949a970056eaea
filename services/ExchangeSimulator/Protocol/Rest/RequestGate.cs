using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The one way into every endpoint: bans and weights, faults, key and signature, then the handler, then the headers.</summary>
internal sealed class RequestGate(
    Exchange exchange, RateLimits limits, FaultRegistry faults, SimulatorOptions options, SimulatorMetrics metrics, TimeProvider time,
    ILogger<RequestGate> log)
{
    public const string JsonType = "application/json;charset=UTF-8";

    private static readonly TimeSpan BackendTimeout = TimeSpan.FromSeconds(10);

    public async Task HandleAsync(HttpContext http, Route route)
    {
        var (parameters, payload) = await ReadAsync(http);
        var microseconds = string.Equals(http.Request.Headers["X-MBX-TIME-UNIT"], "MICROSECOND", StringComparison.OrdinalIgnoreCase);
        var call = new ApiCall(exchange, MarketRules.Of(route.Kind), parameters, microseconds);
        if (faults.Settings.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(faults.Settings.LatencyMs), time, http.RequestAborted);
        }

        object? body = CheckWeight(http, route, call) ?? InjectFault(http, route) ?? Authorise(http, route, parameters, payload);
        if (body is null && route.ChangesOrders && faults.Hits(faults.Settings.Http503Unknown))
        {
            body = Uncertain(route, call);
        }
        else if (body is null)
        {
            body = Serve(http, route, call);
            if (body is not VenueError && route.ChangesOrders && faults.Hits(faults.Settings.TimeoutAfterAccept))
            {
                await Task.Delay(BackendTimeout, time, http.RequestAborted);
                body = new VenueError(
                    408, -1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.");
            }
        }

        metrics.Answered(route.Kind, (body as VenueError)?.Code ?? 0);
        await WriteAsync(http, body);
    }

    /// <summary>Also of a request that never came to an endpoint.</summary>
    public static async Task WriteAsync(HttpContext http, object body)
    {
        if (body is VenueError refusal)
        {
            http.Response.StatusCode = refusal.Status;
        }

        var json = RestJson.Write(body);
        http.Response.ContentType = JsonType;
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    private VenueError? CheckWeight(HttpContext http, Route route, ApiCall call)
    {
        var verdict = limits.Weight(route.Kind, AddressOf(http)).Charge(route.Weight(call), exchange.Now);
        ShowWeight(http, verdict.Used);
        return verdict.IsLimited ? Limited(http, route, verdict) : null;
    }

    private VenueError? InjectFault(HttpContext http, Route route)
    {
        var (now, settings) = (exchange.Now, faults.Settings);
        if (faults.Hits(settings.Http418))
        {
            return Limited(http, route, limits.Weight(route.Kind, AddressOf(http)).Ban(now, TimeSpan.FromSeconds(settings.BanSeconds)));
        }

        if (!route.ChangesOrders && faults.Hits(settings.Http5xx))
        {
            return new VenueError(503, -1000, "Service Unavailable.");
        }

        return faults.Hits(settings.Http429)
            ? Limited(http, route, new WeightVerdict(0, IsLimited: true, now.AddSeconds(1), IsBanned: false))
            : null;
    }

    private VenueError Limited(HttpContext http, Route route, WeightVerdict verdict)
    {
        var wait = Math.Max(1, (long)Math.Ceiling((verdict.Until - exchange.Now).TotalSeconds));
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (verdict.IsBanned)
        {
            log.Banned(AddressOf(http), verdict.Until);
            return new VenueError(
                418, -1003,
                $"Way too much request weight used; IP banned until {verdict.Until.ToUnixTimeMilliseconds()}. Please use WebSocket "
                    + "Streams for live updates to avoid bans.");
        }

        return new VenueError(
            429, -1003,
            $"Too much request weight used; current limit is {limits.WeightLimit(route.Kind)} request weight per 1 MINUTE. Please use "
                + "WebSocket Streams for live updates to avoid polling the API.");
    }

    private VenueError? Authorise(HttpContext http, Route route, IReadOnlyDictionary<string, string> parameters, string payload) =>
        route.Access == Access.Public ? null
            : Signature.CheckKey(http.Request.Headers["X-MBX-APIKEY"], options)
                ?? (route.Access == Access.Signed ? Signature.Check(parameters, payload, options, exchange.NowMs) : null);

    /// <summary>The venue's 503 leaves open whether the order was executed: here it was every other time.</summary>
    private VenueError Uncertain(Route route, ApiCall call)
    {
        if (faults.Chance(0.5))
        {
            route.Handler(call);
        }

        return new VenueError(503, -1000, "Unknown error, please check your request or try again later.");
    }

    private object Serve(HttpContext http, Route route, ApiCall call)
    {
        var meter = limits.Orders(route.Kind);
        if (route.IsOrder && meter.Count(exchange.Now) is { } reached)
        {
            return new VenueError(429, -1015, $"Too many new orders; current limit is {reached}.");
        }

        var body = route.Handler(call);
        body = call.Error ?? body;
        if (route.IsOrder)
        {
            var (recent, longer) = meter.Counts(exchange.Now);
            http.Response.Headers["X-MBX-ORDER-COUNT-10S"] = recent.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers[call.Rules.IsSpot ? "X-MBX-ORDER-COUNT-1D" : "X-MBX-ORDER-COUNT-1M"] = longer.ToString(
                CultureInfo.InvariantCulture);
        }

        if (body is not VenueError && route.ChangesOrders)
        {
            ShowWeight(http, limits.Weight(route.Kind, AddressOf(http)).GiveBack(route.Weight(call)));
        }

        return body;
    }

    private static void ShowWeight(HttpContext http, int used)
    {
        var text = used.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-MBX-USED-WEIGHT"] = text;
        http.Response.Headers["X-MBX-USED-WEIGHT-1M"] = text;
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "local";

    /// <summary>Parameters of query and body; a body's wins. The signed payload is both, as sent, one after the other.</summary>
    private static async Task<(Dictionary<string, string> Parameters, string Payload)> ReadAsync(HttpContext http)
    {
        var query = http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "";
        var body = "";
        if (http.Request.ContentLength is null or > 0 && !HttpMethods.IsGet(http.Request.Method))
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            body = await reader.ReadToEndAsync(http.RequestAborted);
        }

        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (var (name, values) in QueryHelpers.ParseQuery(query).Concat(QueryHelpers.ParseQuery(body)))
        {
            parameters[name] = values.ToString();
        }

        return (parameters, Signature.Without(query) + Signature.Without(body));
    }
}
