using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.ServiceDefaults.Health;

internal static class HealthRegistration
{
    /// <summary>Modules add readiness checks with <c>services.AddHealthChecks().AddCheck…(…, tags: ["ready"])</c>.</summary>
    public const string ReadyTag = "ready";

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks();

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var live = new HealthCheckOptions { Predicate = _ => false };
        endpoints.MapHealthChecks("/health", live);
        endpoints.MapHealthChecks("/alive", live);
        endpoints.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) });
    }
}
