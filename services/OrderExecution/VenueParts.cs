using Trading.Exchanges;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;
using Trading.OrderExecution.Api;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution;

/// <summary>
/// What order execution has once for each venue. The store, the risk state with the kill switch, and what goes out are those of the
/// service: orders carry their venue there.
/// </summary>
internal static class VenueParts
{
    public static Type[] Shared { get; } =
    [
        typeof(TimeProvider), typeof(OrdersOptions), typeof(VenueCatalog), typeof(VenueServices), typeof(VenueReachability),
        typeof(Markets),
        typeof(OrderStore), typeof(OrderQueries), typeof(RiskStore), typeof(BalanceStore), typeof(TradingState), typeof(HaltProgress),
        typeof(HaltSignals), typeof(OutboxSignalChannel), typeof(ExecutionObjective), typeof(OrderExecutionMetrics),
    ];

    public static void Add(IServiceCollection parts)
    {
        parts.AddSingleton(provider => provider.GetRequiredService<IVenue>().CreateOrders(
            Settings(
                provider.GetRequiredService<VenueLink>(), provider.GetRequiredService<VenueOptions>(),
                provider.GetRequiredService<OrdersOptions>()),
            provider.GetRequiredService<WeightGate>(),
            provider.GetRequiredService<IVenueHistory>().Clock,
            provider.GetRequiredService<VenueServices>()));
        parts.AddSingleton(provider => provider.GetRequiredService<OrderEntry>().Orders);
        parts.AddSingleton(provider => provider.GetRequiredService<OrderEntry>().Reports);
        parts.AddSingleton<VenueAccess>().AddSingleton<ReferencePrices>().AddSingleton<InstrumentCache>().AddSingleton<BalanceCache>();
        parts.AddSingleton<ProviderStatistics>().AddSingleton<ReconcileState>().AddSingleton<ReconcileSignalChannel>()
            .AddSingleton<UserStreamState>();
        parts.AddSingleton<ReplayEnd>().AddSingleton<MarketTime>().AddSingleton<OrderUpdates>().AddSingleton<OrderRouter>();
        parts.AddSingleton<InternalExecution>().AddSingleton<OrderGate>().AddSingleton<OrderSubmission>().AddSingleton<OrderCancellation>();
        parts.AddSingleton<OrderReplacement>().AddSingleton<Reconciler>().AddSingleton<AccountSync>().AddSingleton<BalanceState>();
        parts.AddSingleton<AccountReconciler>().AddSingleton<VenueReadiness>();
        parts.AddHostedService<ReconcileLoop>();
        parts.AddHostedService<UserStreamLoop>();
        parts.AddHostedService<HaltCancelLoop>();
    }

    private static TradingSettings Settings(VenueLink link, VenueOptions venue, OrdersOptions orders) => new()
    {
        Venue = venue.Name,
        IsSimulated = link.Venue.IsSimulated,
        RestUrl = link.RestUrl,
        UserStreamUrl = venue.UserStreamUrl ?? orders.UserStreamUrl ?? link.UserStreamUrl,
        ApiKey = venue.ApiKey ?? string.Empty,
        ApiSecret = venue.ApiSecret ?? string.Empty,
        RecvWindowMs = orders.RecvWindowMs,
        RequestTimeoutMs = orders.RequestTimeoutMs,
    };
}
