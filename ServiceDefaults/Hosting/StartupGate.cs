using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Trading.ServiceDefaults.Problems;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Answers 503 with code <c>starting</c> until schemas are migrated, state is loaded and the bus is up. Probes and scrapes pass.
/// </summary>
internal sealed class StartupGate(RequestDelegate next, IHostApplicationLifetime lifetime)
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
        context.Response.Headers.RetryAfter = "1";
        await Problem.Of(StatusCodes.Status503ServiceUnavailable, "starting", "The service is starting.").ExecuteAsync(context);
    }
}
