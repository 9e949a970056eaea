using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Answers 503 with code <c>starting</c> until schemas are migrated, state is loaded and the bus is up. Probes and scrapes pass.
/// </summary>
internal sealed class StartupGate(RequestDelegate next, IHostApplicationLifetime lifetime, IProblemDetailsService problems)
{
    /// <summary>Whether this request was answered here. A start is no failure of the API, so it is no error in the metrics.</summary>
    public static bool HasAnswered(HttpContext context) => context.Items.ContainsKey(typeof(StartupGate));

    public async Task InvokeAsync(HttpContext context)
    {
        if (lifetime.ApplicationStarted.IsCancellationRequested
            || context.GetEndpoint()?.Metadata.GetMetadata<AnswersWhileStarting>() is not null)
        {
            await next(context);
            return;
        }

        context.Items[typeof(StartupGate)] = true;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
        var problem =
            new ProblemDetails
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The service is starting.",
                Extensions = { ["code"] = "starting" },
            };
        await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}
