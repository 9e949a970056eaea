using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.ServiceDefaults.Redis;

namespace Trading.ServiceDefaults.Health;

/// <summary>Redis answers a ping. It is a cache: without it the service is degraded, not down.</summary>
internal sealed class RedisCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!redis.IsConfigured)
        {
            return HealthCheckResult.Healthy("not configured: memory only");
        }

        var answer = await redis.TryAsync("PING", database => database.PingAsync(), cancellationToken);
        return answer.Answered ? HealthCheckResult.Healthy("answers") : HealthCheckResult.Degraded("away: every read is a miss");
    }
}
