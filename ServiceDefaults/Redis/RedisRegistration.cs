using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Redis;

internal static class RedisRegistration
{
    public static void AddRedis(this IServiceCollection services)
    {
        services.AddValidatedOptions<RedisOptions>(RedisOptions.Section);
        services.AddSingleton<RedisConnection>();
    }
}
