using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The one way into every endpoint: bans and weights, faults, key and signature, then the handler, then the headers.</summary>
internal sealed class RequestGate(
    Exchange exchange,
    RateLimits limits,
    FaultRegistry faults,
    SimulatorOptions options,
    SimulatorMetrics metrics,
    TimeProvider time,
    ILogger<RequestGate> log)
{
    private static readonly TimeSpan BackendTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<JsonFrame> _frames = [];

    public async Task HandleAsync(HttpContext http, Route route)
    {
        var (parameters, payload) = await ReadAsync(http);
        var json = _frames.TryTake(out var used) ? used : new JsonFrame();
        json.Start(default);
        var microseconds = string.Equals(http.Request.Headers["X-MBX-TIME-UNIT"], "MICROSECOND", StringComparison.OrdinalIgnoreCase);
        var call = new ApiCall(exchange, route.Kind, parameters, microseconds, json);
        if (faults.Settings.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(faults.Settings.LatencyMs), time, http.RequestAborted);
        }

        var refusal = CheckWeight(http, route, call) ?? InjectFault(http, route) ?? Authorise(http, route, parameters, payload);
        if (refusal is null && route.ChangesOrders && Flip(faults.Settings.Http503Unknown))
        {
            refusal = Uncertain(route, call);
        }
        else if (refusal is null)
        {
            refusal = Serve(http, route, call);
            if (refusal is null && route.ChangesOrders && Flip(faults.Settings.TimeoutAfterAccept))
            {
                await Task.Delay(BackendTimeout, time, http.RequestAborted);
                refusal = new VenueError(
                    408, -1007, "Timeout waiting for response from backend server. Send status unknown; execution status unknown.");
            }
        }

        metrics.Answered(route.Kind, refusal?.Code ?? 0);
        await WriteAsync(http, json, refusal);
        _frames.Add(json);
    }

    private VenueError? CheckWeight(HttpContext http, Route route, ApiCall call)
    {
        var meter = limits.Weight(route.Kind, AddressOf(http));
        var weight = route.Weight(call);
        var verdict = meter.Charge(weight, exchange.Now);
        ShowWeight(http, verdict.Used);
        return verdict.IsLimited ? Limited(http, route, verdict) : null;
    }

    private VenueError? InjectFault(HttpContext http, Route route)
    {
        var now = exchange.Now;
        if (Flip(faults.Settings.Http418))
        {
            return Limited(http, route, limits.Weight(route.Kind, AddressOf(http)).Ban(now, TimeSpan.FromSeconds(faults.Settings.BanSeconds)));
        }

        if (!route.ChangesOrders && Flip(faults.Settings.Http5xx))
        {
            return new VenueError(503, -1000, "Service Unavailable.");
        }

        return Flip(faults.Settings.Http429) ? Limited(http, route, new WeightVerdict(0, IsLimited: true, now.AddSeconds(1), IsBanned: false)) : null;
    }

    private VenueError Limited(HttpContext http, Route route, WeightVerdict verdict)
    {
        var wait = Math.Max(1, (long)Math.Ceiling((verdict.Until - exchange.Now).TotalSeconds));
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (verdict.IsBanned)
        {
            log.Banned(AddressOf(http), verdict.Until);
            return new VenueError(
                418, -1003, $"Way too much request weight used; IP banned until {verdict.Until.ToUnixTimeMilliseconds()}. Please use WebSocket Streams for live updates to avoid bans.");
        }

        return new VenueError(
            429, -1003, $"Too much request weight used; current limit is {limits.WeightLimit(route.Kind)} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.");
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

    private VenueError? Serve(HttpContext http, Route route, ApiCall call)
    {
        var meter = limits.Orders(route.Kind);
        if (route.IsOrder && meter.Count(exchange.Now) is { } reached)
        {
            return new VenueError(429, -1015, $"Too many new orders; current limit is {reached}.");
        }

        var refusal = route.Handler(call);
        if (route.IsOrder)
        {
            var (recent, longer) = meter.Counts(exchange.Now);
            http.Response.Headers["X-MBX-ORDER-COUNT-10S"] = recent.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers[route.Kind == MarketKind.Spot ? "X-MBX-ORDER-COUNT-1D" : "X-MBX-ORDER-COUNT-1M"] = longer.ToString(CultureInfo.InvariantCulture);
        }

        if (refusal is null && route.ChangesOrders)
        {
            ShowWeight(http, limits.Weight(route.Kind, AddressOf(http)).GiveBack(route.Weight(call)));
        }

        return refusal;
    }

    private bool Flip(double probability)
    {
        var hit = faults.Chance(probability);
        if (hit)
        {
            faults.Counts.Request();
        }

        return hit;
    }

    private static void ShowWeight(HttpContext http, int used)
    {
        var text = used.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-MBX-USED-WEIGHT"] = text;
        http.Response.Headers["X-MBX-USED-WEIGHT-1M"] = text;
    }

    private static async Task WriteAsync(HttpContext http, JsonFrame json, VenueError? refusal)
    {
        http.Response.ContentType = "application/json;charset=UTF-8";
        if (refusal is not null)
        {
            http.Response.StatusCode = refusal.Status;
            json.Start("{\"code\":"u8).Number(refusal.Code).Text(",\"msg\":"u8).String(refusal.Message).Text("}"u8);
        }

        http.Response.ContentLength = json.Memory.Length;
        await http.Response.Body.WriteAsync(json.Memory, http.RequestAborted);
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
        foreach (var part in (string[])[query, body])
        {
            foreach (var (name, values) in QueryHelpers.ParseQuery(part))
            {
                parameters[name] = values.ToString();
            }
        }

        return (parameters, Signature.Without(query) + Signature.Without(body));
    }
}
