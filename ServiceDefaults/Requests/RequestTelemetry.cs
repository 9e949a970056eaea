using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Requests;

/// <summary>
/// The first middleware: gives the request's span its route and status, sees what the exception handler handled, counts the
/// request, logs it when its trace is kept, and ends event streams and sockets when the host stops so that they do not hold it up.
/// </summary>
internal sealed class RequestTelemetry(
    RequestDelegate next, RequestMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<RequestTelemetry> logger)
{
    private const string Unmatched = "unmatched";

    public async Task InvokeAsync(HttpContext context)
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (IsNoise(context.Request.Path))
        {
            // Probes and scrapes come every few seconds and say nothing: their spans are never recorded.
            if (activity is not null)
            {
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                activity.IsAllDataRequested = false;
            }

            await next(context);
            return;
        }

        metrics.Started();
        var started = time.GetTimestamp();
        var stops = lifetime.ApplicationStopping.Register(static state => AbortStream((HttpContext)state!), context);
        var status = 0;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client (or the stopping host) hung up on a running answer: no one is left to receive it.
            status = StatusCodes.Status499ClientClosedRequest;
        }
        finally
        {
            await stops.DisposeAsync();
            metrics.Ended();
            var fault = context.Features.Get<IExceptionHandlerPathFeature>();
            var route = Route(context.GetEndpoint() ?? fault?.Endpoint);
            var method = Method(context.Request.Method);
            status = status == 0 ? StatusCodes.Status500InternalServerError : status;
            var failed = status >= 400 && !StartupGate.HasAnswered(context);
            var elapsed = time.GetElapsedTime(started);
            metrics.Count(method, route, status, failed, elapsed, timed: !IsStream(context));
            Describe(activity, method, route, status, fault?.Error);
            if (activity is { Recorded: true })
            {
                // As many as traces are kept: the line leads to its trace, and a flood of requests floods no log.
                logger.Answered(method, route, status, Math.Round(elapsed.TotalMilliseconds, 1));
            }
        }
    }

    private static void Describe(Activity? activity, string method, string route, int status, Exception? fault)
    {
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        activity.DisplayName = $"{method} {route}";
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.response.status_code", status);
        if (!ReferenceEquals(route, Unmatched))
        {
            activity.SetTag("http.route", route);
        }

        if (fault is not null)
        {
            activity.AddException(RedactedException.Of(fault)!);
        }

        if (status >= 500)
        {
            activity.SetTag("error.type", fault?.GetType().FullName ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static bool IsNoise(PathString path) => path.Value is "/health" or "/alive" or "/ready" or "/metrics";

    private static bool IsStream(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols
        || (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ?? false);

    private static void AbortStream(HttpContext context)
    {
        if (IsStream(context))
        {
            context.Abort();
        }
    }

    /// <summary>The template (<c>/orders/{id}</c>), never the path: paths hold ids.</summary>
    private static string Route(Endpoint? endpoint)
    {
        var text = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        return text is null ? Unmatched : text.StartsWith('/') ? text : "/" + text;
    }

    private static string Method(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "HEAD" or "OPTIONS" => method,
        _ => "OTHER",
    };
}
