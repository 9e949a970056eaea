using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Binance.Rest;

public static class BinanceRestRegistration
{
    /// <summary>
    /// Adds the one <see cref="BinanceRestClient"/> of the process for the configured <see cref="VenueOptions"/>, with its weight
    /// gate; modules that share a process may each call it. The ledger is in memory unless an <see cref="IWeightLedger"/> is registered.
    /// </summary>
    public static IServiceCollection AddBinanceRest(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RestMetrics>();
        services.TryAddSingleton<VenueReachability>();
        services.TryAddSingleton<IWeightLedger, MemoryWeightLedger>();
        services.TryAddSingleton(provider =>
        {
            var venue = provider.GetRequiredService<VenueOptions>();
            var reachability = provider.GetRequiredService<VenueReachability>();
            return Create(venue.Name, MarketOf(venue.Name), venue.RestUrl, provider, venue.ApiKey, venue.OrdersWeightReserve, reachability);
        });
        services.TryAddSingleton(provider => provider.GetRequiredService<BinanceRestClient>().Gate);
        return services;
    }

    /// <summary>Shares the weight with every process on this IP; modules that share a process may each call it.</summary>
    /// <param name="script">How scripts are run in Redis; null when no Redis is configured: then the ledger stays in memory.</param>
    public static IServiceCollection ShareWeight(this IServiceCollection services, Func<IServiceProvider, RedisWeightLedger.Script?> script)
    {
        return services.AddSingleton<IWeightLedger>(provider => script(provider) is { } run ? new RedisWeightLedger(run) : new MemoryWeightLedger());
    }

    /// <summary>A client of its own, for a venue that is not the configured one.</summary>
    public static BinanceRestClient Create(
        string venue,
        BinanceMarket market,
        Uri baseUrl,
        IServiceProvider provider,
        string? apiKey = null,
        double? ordersReserve = null,
        VenueReachability? reachability = null)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var budget = new WeightBudget($"{baseUrl.Authority}/{market}".ToLowerInvariant(), BinanceWeights.LimitPerMinute(market), TimeSpan.FromMinutes(1));
        budget = budget with { OrdersReserve = ordersReserve ?? budget.OrdersReserve };
        var ledger = provider.GetRequiredService<IWeightLedger>();
        var funding = budget with
        {
            Bucket = budget.Bucket + "/funding",
            Limit = BinanceWeights.FundingRequests,
            Window = BinanceWeights.FundingWindow,
            VenueTellsCount = false,
        };
        return new BinanceRestClient(
            venue,
            market,
            HttpClientFor(baseUrl, apiKey, provider.GetRequiredService<RestMetrics>()),
            new WeightGate(budget, ledger, time),
            provider.GetRequiredService<RestMetrics>(),
            provider.GetRequiredService<ILogger<BinanceRestClient>>(),
            time,
            fundingGate: new WeightGate(funding, ledger, time),
            reachability: reachability);
    }

    public static BinanceMarket MarketOf(string venue) =>
        string.Equals(venue, Venues.BinanceUsdm, StringComparison.Ordinal) ? BinanceMarket.Usdm : BinanceMarket.Spot;

    private static HttpClient HttpClientFor(Uri baseUrl, string? apiKey, RestMetrics metrics)
    {
        var http = VenueHttp.ClientFor(baseUrl, metrics);
        if (!string.IsNullOrEmpty(apiKey))
        {
            http.DefaultRequestHeaders.Add("X-MBX-APIKEY", apiKey);
        }

        return http;
    }
}
