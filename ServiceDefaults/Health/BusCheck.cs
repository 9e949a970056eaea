using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.ServiceDefaults.Health;

/// <summary>The bus is connected and every receive endpoint runs.</summary>
internal sealed class BusCheck(IBusControl bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        return Task.FromResult(health.Status switch
        {
            BusHealthStatus.Healthy => HealthCheckResult.Healthy("connected"),
            BusHealthStatus.Degraded => HealthCheckResult.Degraded(health.Description),
            _ => HealthCheckResult.Unhealthy(health.Description),
        });
    }
}
