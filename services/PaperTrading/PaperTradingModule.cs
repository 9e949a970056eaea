using MassTransit;
using Trading.Backtesting.Runs;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.PaperTrading.Api;
using Trading.PaperTrading.Backtesting;
using Trading.PaperTrading.Live;
using Trading.PaperTrading.Loading;
using Trading.PaperTrading.Messaging;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;
using Trading.Strategies;

namespace Trading.PaperTrading;

/// <summary>Strategies on live bars with paper accounts, their promotion to real orders, and backtests by the same code.</summary>
public sealed class PaperTradingModule : IModule
{
    public string Name => "paper-trading";

    public IReadOnlyList<string> TelemetrySources => [PaperMetrics.Source];

    public IReadOnlyList<SchemaDefinition> Schemas { get; } = [PaperSchema.Definition, MarketSchema.Definition];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<PaperOptions>(PaperOptions.Section);
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        services.AddVenues();
        services.AddMarketStore();
        services.AddSingleton<StrategyTable>().AddSingleton<SessionTables>().AddSingleton<TradeTable>().AddSingleton<EquityTable>();
        services.AddSingleton<LiveOrderTable>().AddSingleton<SignalTable>().AddSingleton<BacktestTable>();
        services.AddSingleton<HaltTable>().AddSingleton<HaltState>().AddSingleton<VenueFeeds>()
            .AddSingleton<LiveAlignment>();
        services.AddSingleton<StrategyCatalogue>().AddSingleton<StrategyFolder>().AddSingleton<WarmUpBars>();
        services.AddSingleton<SessionRegistry>().AddSingleton<LiveBars>().AddSingleton<StrategyFaults>().AddSingleton<PaperEngine>()
            .AddSingleton<StrategyService>().AddSingleton<PaperMetrics>();
        services.AddSingleton(new ProcessEnd(Environment.Exit)).AddSingleton<CallbackWatchdog>().AddSingleton<BacktestWatchdog>();
        services.AddSingleton<BacktestQueue>().AddSingleton<BacktestPlanner>().AddSingleton<BacktestBars>();
        services.AddHealthChecks().AddCheck<PaperReadiness>(Name, tags: ["ready"]);
        services.AddHostedService<PaperStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<CallbackWatchdog>());
        services.AddHostedService(provider => provider.GetRequiredService<BacktestWatchdog>());
        services.AddHostedService<StrategyFolderPoll>();
        services.AddHostedService<EquityRecorder>();
        services.AddHostedService<FundingRecorder>();
        services.AddHostedService<BacktestWorker>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<BarClosedConsumer, InOrderDefinition<BarClosedConsumer>>();
        bus.AddConsumer<TicksPublishedConsumer, InOrderDefinition<TicksPublishedConsumer>>();
        bus.AddConsumer<OrderEventsConsumer, InOrderDefinition<OrderEventsConsumer>>();
        bus.AddConsumer<TradingHaltedConsumer, InOrderDefinition<TradingHaltedConsumer>>();
        bus.AddConsumer<FeedStatusConsumer, InOrderDefinition<FeedStatusConsumer>>();
        bus.AddConsumer<SignalRaisedConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStrategies();
        endpoints.MapAccounts();
        endpoints.MapBacktests();
    }
}
