using MassTransit;
using Microsoft.Extensions.Options;
using Trading.Exchanges;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Api;
using Trading.MarketData.Backfill;
using Trading.MarketData.Books;
using Trading.MarketData.Cache;
using Trading.MarketData.Connections;
using Trading.MarketData.Feeds;
using Trading.MarketData.Flow;
using Trading.MarketData.Messaging;
using Trading.MarketData.Processing;
using Trading.MarketData.Recovery;
using Trading.MarketData.Retention;
using Trading.MarketData.State;
using Trading.MarketData.Storage;
using Trading.MarketData.Streams;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.ServiceDefaults.Redis;

namespace Trading.MarketData;

/// <summary>Market data: socket, parse, dedup, bars, store, cache, bus, API; each stage is a folder.</summary>
public sealed class MarketDataModule : IModule
{
    public string Name => "market-data";

    public IReadOnlyList<string> TelemetrySources => [MarketDataTelemetry.Name, RestMetrics.Name];

    public IReadOnlyList<SchemaDefinition> Schemas { get; } = [MarketSchema.Definition, DatabaseStateBackend.Schema];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        services.AddValidatedOptions<MarketDataOptions>(MarketDataOptions.Section)
            .Validate(options => options.IntervalsAreKnown(), "MarketData:Intervals lists venue intervals such as 1s,1m,1h.")
            .Validate<RedisConnection>(
                (options, redis) => options.StateBackend != StateBackendKind.Redis || redis.IsConfigured,
                "Redis:Endpoint is needed when MarketData:StateBackend is Redis.");
        services.AddSingleton<IValidateOptions<MarketDataOptions>, WindowValidation>();
        services.AddMarketStore();
        services.AddVenues();
        services.ShareWeight(provider => provider.GetRequiredService<RedisConnection>() is { IsConfigured: true } redis
            ? (script, keys, arguments, cancel) => redis.EvaluateAsync("EVAL weight", script, keys, arguments, cancel)
            : null);
        services.AddSingleton<MarketUniverse>().AddSingleton<MarketDataMetrics>().AddSingleton<FeedMetrics>();
        services.AddHealthChecks().AddCheck<FeedCheck>("market-feed", tags: ["ready"]);
        AddState(services);
        AddStages(services);
        AddLoops(services);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<BackfillCompletedConsumer>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapMarket();

    /// <summary>The data's way: a trade enters at 1 and leaves at 4 to 7; what is missing comes back in by 8.</summary>
    private static void AddStages(IServiceCollection services)
    {
        // 1. Which streams there are, over which connections, and how these fare.
        services.AddSingleton<FeedPlan>().AddSingleton<FeedBoard>().AddSingleton<ConnectionHealth>().AddSingleton<FeedReporter>()
            .AddSingleton<StreamWatchdog>().AddSingleton<RepairQueue>();

        // 2. Sockets: opened, read into ticks, replaced before the venue cuts them.
        services.AddSingleton<ConnectionOpener>().AddSingleton<FrameCounters>().AddSingleton<RotationSchedule>().AddSingleton<Handover>();

        // 3. Deduplication, order, bars and books; what a step changed goes to each of the next stages.
        services.AddSingleton<TickChannel>().AddSingleton<DeltaRouter>().AddSingleton<WindowMetrics>();
        services.AddSingleton<BookBoard>().AddSingleton<SnapshotQueue>().AddSingleton<BookStage>();

        // 4. The store: one ordered write, behind a spool.
        services.AddSingleton<StoreQueue>().AddSingleton<Spool>().AddSingleton<StoreFlush>();
        services.AddSingleton<BarReviser>().AddSingleton<WindowReviser>().AddSingleton<BarAuditor>();

        // 5. The cache of latest prices.
        services.AddSingleton<LatestPrices>().AddSingleton<PriceReader>();

        // 6. The bus.
        services.AddSingleton<TickQueue>().AddSingleton<EventQueue>();

        // 7. Open event streams of clients.
        services.AddSingleton<StreamHub>().AddSingleton<StreamClients>();

        // 8. What is missing, from the venue's history.
        services.AddSingleton<ITradeHistory, VenueTradeHistory>().AddSingleton<FirstTrades>().AddSingleton<GapQueue>();
    }

    private static void AddState(IServiceCollection services)
    {
        services.AddSingleton<IStateBackend>(provider => provider.GetRequiredService<MarketDataOptions>().StateBackend switch
        {
            StateBackendKind.Memory => new MemoryStateBackend(),
            StateBackendKind.Redis => new RedisStateBackend(provider.GetRequiredService<RedisConnection>()),
            _ => new DatabaseStateBackend(provider.GetRequiredService<DatabaseFactory>()),
        });
        services.AddSingleton<StateMetrics>().AddSingleton<StateStore>();
        services.AddSingleton<ExpiredGaps>().AddSingleton<HoleRestorer>().AddSingleton<WindowRebuilder>().AddSingleton<WindowRestorer>()
            .AddSingleton<StateRestorer>();
    }

    /// <summary>In the order of the data's way; they stop in reverse, so the writer takes what the others still hand over.</summary>
    private static void AddLoops(IServiceCollection services)
    {
        services.AddHostedService<SequenceCheck>();
        services.AddHostedService<SpoolOwner>();
        services.AddHostedService<BusPublisher>();
        services.AddHostedService<StreamWaker>();
        services.AddHostedService<PriceCacheWriter>();
        services.AddSingleton<StoreWriter>().AddHostedService(provider => provider.GetRequiredService<StoreWriter>());
        services.AddSingleton<TickProcessor>().AddHostedService(provider => provider.GetRequiredService<TickProcessor>());
        services.AddHostedService<PulseTimer>();
        services.AddHostedService<GapHealer>();
        services.AddHostedService<IdleSymbolCheck>();
        services.AddHostedService<VenueLimits>();
        services.AddHostedService<TradeRetention>();
        services.AddHostedService<BookSnapshots>();
        services.AddHostedService<MarketFeed>();
    }
}
