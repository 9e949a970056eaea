using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Problems;

/// <summary>
/// A body or parameter that cannot be bound is the caller's mistake: 400 with what is wrong, and no error in the log. Everything else
/// goes on to the exception handler, which logs it and tells the caller nothing of its inside.
/// </summary>
internal sealed class BadRequestHandler(
    IProblemDetailsService problems, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        httpContext.Response.StatusCode = bad.StatusCode;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = ProblemOf(bad, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint),
        });
        return true;
    }

    private ProblemDetails ProblemOf(BadHttpRequestException bad, Endpoint? endpoint)
    {
        var body = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var fault = bad.InnerException is JsonException inner
            ? BodyFault.Explain(inner, body, json.Value.SerializerOptions)
            : ParameterFault.Explain(bad, endpoint);
        if (fault is not var (member, message))
        {
            return new ProblemDetails { Status = bad.StatusCode, Detail = SecretText.Redact(bad.Message) };
        }

        member = SecretText.Redact(member);
        message = SecretText.Redact(message);
        return new ProblemDetails
        {
            Status = bad.StatusCode,
            Detail = $"{member}: {message}",
            Extensions =
            {
                ["code"] = "invalidRequest",
                ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [message] },
            },
        };
    }
}
