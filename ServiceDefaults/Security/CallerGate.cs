using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Problems;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Refuses requests by a foreign name and requests that a page of another origin makes. A browser adds the headers that are read here
/// by itself; other programs send none of them and pass.
/// </summary>
internal sealed class CallerGate(RequestDelegate next, AllowedHosts hosts, ILogger<CallerGate> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!hosts.Allows(request.Host, byAnyAddress: context.GetEndpoint()?.Metadata.GetMetadata<AnswersWhileStarting>() is not null))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "hostNotAllowed",
                "This host name is not answered. Call localhost, or add the name to Security:AllowedHosts.");
        }

        return IsOfOtherOrigin(request)
            ? RefuseAsync(context, StatusCodes.Status403Forbidden, "originNotAllowed", "A page of another origin may not call this.")
            : next(context);
    }

    /// <summary>
    /// Where no Origin is sent, as for images and streams opened without CORS, Sec-Fetch-Site tells; a link may lead here.
    /// </summary>
    private static bool IsOfOtherOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            return !IsOwn(origin, request.Host);
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
            && !(request.Headers["Sec-Fetch-Mode"] == "navigate"
                && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));
    }

    // The scheme is left out: behind a proxy that ends TLS it is not ours.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && page.Port == (host.Port ?? (page.Scheme == Uri.UriSchemeHttps ? 443 : 80));

    private Task RefuseAsync(HttpContext context, int status, string code, string detail)
    {
        ApiKeyLog.Refused(logger, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched", code);
        return Problem.Of(status, code, detail).ExecuteAsync(context);
    }
}
