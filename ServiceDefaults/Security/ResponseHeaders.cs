using Microsoft.AspNetCore.Http;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Tells browsers to take every answer as what it says it is, and to run, load and frame nothing of it; a page states what it needs
/// itself. A refusal of a large body ends the connection.
/// </summary>
internal sealed class ResponseHeaders(RequestDelegate next)
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the answer: the exception handler clears what was set before.
        context.Response.OnStarting(Set, context);
        return next(context);
    }

    private static Task Set(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Nothing;
        }

        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest && UnreadBody.MayBeLarge(http))
        {
            headers.Connection = "close";
        }

        return Task.CompletedTask;
    }
}
