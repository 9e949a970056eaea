using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
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
            .Validate(options => Identifier.IsValid(options.Account), $"Orders:Account: {Identifier.Rule}.")
            .Validate<VenueOptions>(
                (options, venues) => options.UserStreamUrl is null || venues.Names.Count == 1,
                "Orders:UserStreamUrl belongs to one venue: where there are several, set Venue:Each:<venue>:UserStreamUrl.");
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        services.AddVenues();
        services.ShareWeight(provider => provider.GetRequiredService<RedisConnection>() is { IsConfigured: true } redis
            ? (script, keys, arguments, cancel) => redis.EvaluateAsync("EVAL weight", script, keys, arguments, cancel)
            : null);
        services.AddSingleton(
            provider =>
                new Markets(
                    [.. provider.GetRequiredService<VenueCatalog>().Run.Select(venue => (venue.Name, venue.Venue.Description.Alias))]));
        services.AddSingleton<OrderStore>().AddSingleton<OrderQueries>().AddSingleton<RiskStore>().AddSingleton<BalanceStore>();
        services.AddSingleton<TradingState>().AddSingleton<RiskControl>().AddSingleton<HaltProgress>().AddSingleton<HaltSignals>();
        services.AddSingleton<Outbox>().AddSingleton<OutboxSignalChannel>().AddSingleton<OutboxBacklog>()
            .AddSingleton<ExecutionObjective>();
        services.AddSingleton<OrderExecutionMetrics>().AddSingleton<OrderExecutionGauges>().AddSingleton<OrderVenues>();
        services.AddHostedService<TradingStateLoader>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<HaltAnnouncer>();
        services.AddPerVenue<OrderExecutionModule>(configuration, VenueParts.Add, VenueParts.Shared);
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
}
