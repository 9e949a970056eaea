using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore;

public static class MarketStoreRegistration
{
    /// <summary>Adds the one store of the process, part by part; modules that share a process may each call it.</summary>
    public static IServiceCollection AddMarketStore(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new MarketStores(provider.GetRequiredService<DatabaseFactory>().For(MarketSchema.Name)));
        Add(stores => stores.Trades);
        Add(stores => stores.Aggregates);
        Add(stores => stores.Bars);
        Add(stores => stores.Gaps);
        Add(stores => stores.History);
        return services;

        void Add<T>(Func<MarketStores, T> part)
            where T : class => services.TryAddSingleton(provider => part(provider.GetRequiredService<MarketStores>()));
    }
}
