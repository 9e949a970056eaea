using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Venues;

public static class VenueRegistration
{
    /// <summary>
    /// Adds the shipped venues and their catalogue; modules that share a process may each call it. A host adds another venue as one more
    /// <see cref="IVenue"/>. The ledger is in memory unless an <see cref="IWeightLedger"/> is registered.
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
        services.AddSingleton<IValidateOptions<VenueOptions>, VenueOptionsValidation>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="PerVenue{TModule}"/>. Hosted services among the parts run with the host, those of the first venue first.
    /// </summary>
    /// <param name="configuration">Names the venues, before there is a container.</param>
    /// <param name="add">Adds the parts of one venue.</param>
    /// <param name="shared">Services of the process that the parts use.</param>
    public static IServiceCollection AddPerVenue<TModule>(
        this IServiceCollection services, IConfiguration configuration, Action<IServiceCollection> add, params Type[] shared)
    {
        services.AddSingleton(provider => new PerVenue<TModule>(provider, add, shared));
        var parts = new ServiceCollection();
        add(parts);
        var hosted = parts.Count(part => part.ServiceType == typeof(IHostedService));
        foreach (var venue in VenueOptions.NamesOf(configuration[$"{VenueOptions.Section}:{nameof(VenueOptions.Name)}"]))
        {
            for (var i = 0; i < hosted; i++)
            {
                var position = i;
                services.AddSingleton(provider => provider.GetRequiredService<PerVenue<TModule>>().Hosted(venue, position));
            }
        }

        return services;
    }

    /// <summary>Shares the weight with every process on this IP; modules that share a process may each call it.</summary>
    /// <param name="script">How scripts are run in Redis; null when no Redis is configured: then the ledger stays in memory.</param>
    public static IServiceCollection ShareWeight(this IServiceCollection services, Func<IServiceProvider, RedisWeightLedger.Script?> script)
    {
        return services.AddSingleton<IWeightLedger>(
            provider => script(provider) is { } run ? new RedisWeightLedger(run) : new MemoryWeightLedger());
    }
}
