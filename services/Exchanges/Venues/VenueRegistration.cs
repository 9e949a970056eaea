using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Venues;

public static class VenueRegistration
{
    /// <summary>
    /// Adds the shipped venues and, of the one that <see cref="VenueOptions"/> name, its description, feed, history and weight gate;
    /// modules that share a process may each call it. A host adds another venue as one more <see cref="IVenue"/>. The ledger is in memory
    /// unless an <see cref="IWeightLedger"/> is registered.
    /// </summary>
    public static IServiceCollection AddVenues(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(VenueCatalog)))
        {
            return services;
        }

        foreach (var venue in ShippedVenues.All)
        {
            services.AddSingleton(venue);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RestMetrics>();
        services.TryAddSingleton<VenueReachability>();
        services.TryAddSingleton<IWeightLedger, MemoryWeightLedger>();
        services.AddSingleton<VenueServices>().AddSingleton<VenueCatalog>();
        services.AddSingleton(provider => provider.GetRequiredService<VenueCatalog>().Configured.Description);
        services.AddSingleton(provider => provider.GetRequiredService<VenueCatalog>().Configured.Feed);
        services.AddSingleton(provider => provider.GetRequiredService<VenueCatalog>() is var venues ? venues.LinkOf(venues.Configured) : null!);
        services.AddSingleton(provider => provider.GetRequiredService<VenueCatalog>() is var venues ? venues.HistoryOf(venues.Configured)! : null!);
        services.AddSingleton(provider => provider.GetRequiredService<IVenueHistory>().Gate);
        return services;
    }

    /// <summary>Shares the weight with every process on this IP; modules that share a process may each call it.</summary>
    /// <param name="script">How scripts are run in Redis; null when no Redis is configured: then the ledger stays in memory.</param>
    public static IServiceCollection ShareWeight(this IServiceCollection services, Func<IServiceProvider, RedisWeightLedger.Script?> script)
    {
        return services.AddSingleton<IWeightLedger>(provider => script(provider) is { } run ? new RedisWeightLedger(run) : new MemoryWeightLedger());
    }
}
