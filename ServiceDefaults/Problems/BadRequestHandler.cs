using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Problems;

/// <summary>
/// A body or parameter that cannot be bound is the caller's mistake: 400 with what is wrong, and no error in the log. Everything else
/// goes on to the exception handler, which logs it and tells the caller nothing of its inside.
/// </summary>
internal sealed class BadRequestHandler(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        await ProblemOf(bad, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult ProblemOf(BadHttpRequestException bad, Endpoint? endpoint)
    {
        var body = endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var fault = bad.InnerException is JsonException inner
            ? BodyFault.Explain(inner, body, json.Value.SerializerOptions)
            : ParameterFault.Explain(bad, endpoint);
        if (fault is not var (member, message))
        {
            return Problem.Of(bad.StatusCode, ProblemCodes.For(bad.StatusCode), SecretText.Redact(bad.Message));
        }

        member = SecretText.Redact(member);
        message = SecretText.Redact(message);
        return Problem.Of(
            bad.StatusCode,
            "invalidRequest",
            $"{member}: {message}",
            ("errors", new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [message] }));
    }
}
