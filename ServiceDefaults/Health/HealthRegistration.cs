using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Health;

internal static class HealthRegistration
{
    /// <summary>
    /// Modules add readiness checks with <c>services.AddHealthChecks().AddCheck…(…, tags: ["ready"])</c>. A check's <c>timeout</c> is
    /// honoured, and so is its <c>failureStatus</c>: a dependency that the service can do without fails as <c>Degraded</c>.
    /// </summary>
    public const string ReadyTag = "ready";

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddValidatedOptions<ReadinessOptions>(ReadinessOptions.Section);
        services.AddSingleton<ReadinessProbe>();
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", HealthStatus.Unhealthy, [ReadyTag])
            .AddCheck<RedisCheck>("redis", HealthStatus.Degraded, [ReadyTag]);
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", Alive).WithMetadata(AnswersWhileStarting.Instance).WithTags(AnswersWhileStarting.Tag)
            .WithSummary("Whether the process lives: no dependency is asked").Produces<HealthAnswer>();
        endpoints.MapGet("/alive", Alive).ExcludeFromDescription().WithMetadata(AnswersWhileStarting.Instance);
        endpoints.MapGet("/ready", Ready).WithMetadata(AnswersWhileStarting.Instance).WithTags(AnswersWhileStarting.Tag)
            .WithSummary("Whether the service can work: healthy, degraded or unhealthy, with the state of each check")
            .Produces<HealthAnswer>()
            .Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The process answers, so it lives. No dependency is asked: a dead database must not get a service killed.</summary>
    private static Task Alive(HttpContext context, ServiceIdentity identity, ProcessMetrics process) =>
        HealthJson.WriteAsync(
            context, identity.Name, process.Uptime, HealthStatus.Healthy, [new("process", HealthStatus.Healthy, 0, "answers")]);

    private static async Task Ready(HttpContext context, ServiceIdentity identity, ProcessMetrics process, ReadinessProbe probe)
    {
        var checks = await probe.AskAsync(context.RequestAborted);
        await HealthJson.WriteAsync(context, identity.Name, process.Uptime, ReadinessProbe.Worst(checks), checks);
    }
}
