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
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Metrics.Hot;
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
        services.AddHealthChecks().AddCheck<FeedCheck>("market-feed", tags: ["ready"]);
        AddShared(services);
        services.AddPerVenue<MarketDataModule>(configuration, AddVenue, Shared);
        services.AddHostedService<TradeRetention>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<BackfillCompletedConsumer>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapMarket();

    /// <summary>What the venues of the process share: the store, the bus, the cache's server, and the events that clients read.</summary>
    private static readonly Type[] Shared =
    [
        typeof(TimeProvider), typeof(MarketDataOptions), typeof(HotMeters), typeof(IBus), typeof(RedisConnection), typeof(DatabaseFactory),
        typeof(ITradeStore), typeof(IBarStore), typeof(IGapLedger), typeof(IStateBackend), typeof(StreamHub),
    ];

    private static void AddShared(IServiceCollection services)
    {
        services.AddSingleton<IStateBackend>(provider => provider.GetRequiredService<MarketDataOptions>().StateBackend switch
        {
            StateBackendKind.Memory => new MemoryStateBackend(),
            StateBackendKind.Redis => new RedisStateBackend(provider.GetRequiredService<RedisConnection>()),
            _ => new DatabaseStateBackend(provider.GetRequiredService<DatabaseFactory>()),
        });
        services.AddSingleton<StreamHub>().AddSingleton<StreamClients>();
        services.AddSingleton<StoredInstruments>().AddSingleton<FillMetrics>();
        services.AddHostedService<StreamWaker>();
    }

    private static void AddVenue(IServiceCollection services)
    {
        services.AddSingleton<MarketUniverse>().AddSingleton<MarketDataMetrics>().AddSingleton<FeedMetrics>();
        AddState(services);
        AddStages(services);
        AddLoops(services);
    }

    /// <summary>The data's way: a trade enters at 1 and leaves at 4 to 7; what is missing comes back in by 8.</summary>
    private static void AddStages(IServiceCollection services)
    {
        // 1. Which streams there are, over which connections, and how these fare.
        services.AddSingleton<FeedPlan>().AddSingleton<FeedRegistry>().AddSingleton<ConnectionHealth>().AddSingleton<FeedReporter>()
            .AddSingleton<StreamWatchdog>().AddSingleton<RepairQueue>().AddSingleton<FeedHealth>();

        // 2. Sockets: opened, read into ticks, replaced before the venue cuts them.
        services.AddSingleton<ConnectionOpener>().AddSingleton<FrameCounters>().AddSingleton<RotationSchedule>().AddSingleton<Handover>();

        // 3. Deduplication, order, bars and books; what a step changed goes to each of the next stages.
        services.AddSingleton<TickChannel>().AddSingleton<DeltaRouter>().AddSingleton<WindowMetrics>();
        services.AddSingleton<OrderBooks>().AddSingleton<SnapshotQueue>().AddSingleton<BookStage>();

        // 4. The store: one ordered write, behind a spool.
        services.AddSingleton<StoreQueue>().AddSingleton<Spool>().AddSingleton<StoreFlush>();
        services.AddSingleton<BarReviser>().AddSingleton<WindowReviser>().AddSingleton<BarAuditor>();

        // 5. The cache of latest prices.
        services.AddSingleton<LatestPrices>().AddSingleton<PriceReader>();

        // 6. The bus.
        services.AddSingleton<TickQueue>().AddSingleton<EventQueue>();

        // 7. Open event streams of clients.
        services.AddSingleton<VenueStream>();

        // 8. What is missing, from the venue's history.
        services.AddSingleton<ITradeHistory, VenueTradeHistory>().AddSingleton<FirstTrades>().AddSingleton<GapQueue>()
            .AddSingleton<FetchedTrades>();
    }

    private static void AddState(IServiceCollection services)
    {
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
        services.AddHostedService<PriceCacheWriter>();
        services.AddSingleton<StoreWriter>().AddHostedService(provider => provider.GetRequiredService<StoreWriter>());
        services.AddSingleton<TickProcessor>().AddHostedService(provider => provider.GetRequiredService<TickProcessor>());
        services.AddHostedService<PulseTimer>();
        services.AddHostedService<GapHealer>();
        services.AddHostedService<IdleSymbolCheck>();
        services.AddHostedService<VenueLimits>();
        services.AddHostedService<BookSnapshots>();
        services.AddHostedService<MarketFeed>();
    }
}
