using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.OrderExecution.Api;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Messaging;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Redis;

namespace Trading.OrderExecution;

/// <summary>Risk gate, router, venue, positions: composes the service.</summary>
public sealed class OrderExecutionModule : IModule
{
    public string Name => "order-execution";

    public IReadOnlyList<string> TelemetrySources => [OrderExecutionMetrics.Name, RestMetrics.Name];

    public IReadOnlyList<SchemaDefinition> Schemas => [OrdersSchema.Definition];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<OrdersOptions>(OrdersOptions.Section)
            .Validate(options => options.DefaultRoute != OrderRoute.Auto, "Orders:DefaultRoute is Abook or Bbook.")
            .Validate(options => Identifier.IsValid(options.Account), $"Orders:Account: {Identifier.Rule}.");
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        AddVenue(services);
        AddState(services);
        services.AddSingleton<OrderStore>().AddSingleton<OrderQueries>().AddSingleton<RiskStore>().AddSingleton<Outbox>();
        services.AddSingleton<OrderUpdates>().AddSingleton<OrderRouter>().AddSingleton<InternalExecution>();
        services.AddSingleton<ReplayEnd>().AddSingleton<MarketTime>().AddSingleton<OrderGate>().AddSingleton<OrderSubmission>();
        services.AddSingleton<OrderCancellation>().AddSingleton<OrderReplacement>().AddSingleton<Reconciler>().AddSingleton<AccountSync>();
        services.AddSingleton<BalanceStore>().AddSingleton<BalanceState>().AddSingleton<AccountReconciler>();
        services.AddSingleton<RiskControl>().AddSingleton<HaltProgress>().AddSingleton<HaltSignalChannel>();
        services.AddHostedService<TradingStateLoader>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<HaltAnnouncer>();
        services.AddHostedService<ReconcileLoop>();
        services.AddHostedService<UserStreamLoop>();
        services.AddHostedService<HaltCancelLoop>();
        services.AddHealthChecks().AddCheck<ReconciledCheck>("orders-reconciled", tags: ["ready"]);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<SubmitOrderConsumer>();
        bus.AddConsumer<CancelOrderConsumer>();
        bus.AddConsumer<ReferencePriceConsumer>();
        bus.AddConsumer<FeedStatusConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOrders();
        endpoints.MapRisk();
        endpoints.MapPortfolio();
    }

    private static void AddState(IServiceCollection services)
    {
        services.AddSingleton<TradingState>().AddSingleton<ReferencePrices>().AddSingleton<InstrumentBook>().AddSingleton<AccountBook>();
        services.AddSingleton<ProviderStatistics>().AddSingleton<ExecutionObjective>().AddSingleton<ReconcileState>()
            .AddSingleton<UserStreamState>();
        services.AddSingleton<OutboxSignalChannel>().AddSingleton<ReconcileSignalChannel>().AddSingleton<OutboxBacklog>();
        services.AddSingleton<OrderExecutionMetrics>().AddSingleton<OrderExecutionGauges>();
    }

    private static void AddVenue(IServiceCollection services)
    {
        services.AddVenues();
        services.ShareWeight(provider => provider.GetRequiredService<RedisConnection>() is { IsConfigured: true } redis
            ? (script, keys, arguments, cancel) => redis.EvaluateAsync("EVAL weight", script, keys, arguments, cancel)
            : null);
        services.AddSingleton<VenueAccess>();
        services.AddSingleton(provider => provider.GetRequiredService<VenueCatalog>().Run[0].Venue.CreateOrders(
            Settings(
                provider.GetRequiredService<VenueLink>(),
                provider.GetRequiredService<VenueOptions>(),
                provider.GetRequiredService<OrdersOptions>()),
            provider.GetRequiredService<WeightGate>(),
            provider.GetRequiredService<IVenueHistory>().Clock,
            provider.GetRequiredService<VenueServices>()));
        services.AddSingleton(provider => provider.GetRequiredService<OrderEntry>().Orders);
        services.AddSingleton(provider => provider.GetRequiredService<OrderEntry>().Reports);
    }

    private static TradingSettings Settings(VenueLink link, VenueOptions venue, OrdersOptions orders) => new()
    {
        Venue = venue.Name,
        RestUrl = link.RestUrl,
        UserStreamUrl = orders.UserStreamUrl ?? link.UserStreamUrl,
        ApiKey = venue.ApiKey ?? string.Empty,
        ApiSecret = venue.ApiSecret ?? string.Empty,
        RecvWindowMs = orders.RecvWindowMs,
        RequestTimeoutMs = orders.RequestTimeoutMs,
    };
}
