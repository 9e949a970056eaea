using System.Globalization;
using MassTransit;
using Trading.ExchangeSimulator.Control.Faults;
using Trading.ExchangeSimulator.Control.Ledger;
using Trading.ExchangeSimulator.Control.Replay;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Storage;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Archives;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;
using Trading.ExchangeSimulator.Protocol.Rest;
using Trading.ExchangeSimulator.Protocol.Streams;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;

namespace Trading.ExchangeSimulator;

/// <summary>A venue that speaks Binance: generated or replayed tape, a matching book, REST, streams, faults and the ledger.</summary>
public sealed class ExchangeSimulatorModule : IModule
{
    public string Name => "exchange-simulator";

    public IReadOnlyList<string> TelemetrySources => [SimulatorMetrics.MeterName];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    public int? OwnPort(IConfiguration configuration)
    {
        // What is no number is refused with the other options.
        var setting = configuration[$"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Port)}"];
        return int.TryParse(setting, CultureInfo.InvariantCulture, out var port) ? port : SimulatorOptions.DefaultPort;
    }

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<SimulatorOptions>(SimulatorOptions.Section)
            .Validate(
                options => BalanceList.TryParse(options.Balances) is not null, "Simulator:Balances must be a list such as USDT=1000,BTC=1.")
            .Validate(options => ReplaySpeed.TryParse(options.ReplaySpeed, out _), "Simulator:ReplaySpeed must be a factor above 0 or max.")
            .Validate(
                options => string.IsNullOrEmpty(options.ReplayFile) || File.Exists(options.ReplayFile),
                "Simulator:ReplayFile must be a file that exists.")
            .Validate(
                options => string.IsNullOrEmpty(options.ArchiveDirectory) || Directory.Exists(options.ArchiveDirectory),
                "Simulator:ArchiveDirectory must be a folder that exists.")
            .Validate(options => options.SymbolList().Count > 0, "Simulator:Symbols must name at least one symbol.");
        Type[] singletons =
        [
            typeof(TapeKeeper), typeof(AccountKeeper), typeof(Exchange),
            typeof(FaultRegistry), typeof(RateLimits), typeof(RecordedArchives), typeof(RecordedKlines), typeof(KlineQuery),
            typeof(ArchiveRows),
            typeof(ArchiveStore), typeof(ArchiveApi), typeof(StreamHub), typeof(ListenKey), typeof(ConnectionGate), typeof(StreamApi),
            typeof(SimulatorMetrics), typeof(KlineApi), typeof(FundingApi), typeof(ExchangeInfoApi), typeof(SpotAccountApi),
            typeof(UsdmAccountApi),
            typeof(Routes), typeof(RequestGate), typeof(RecordingFolder), typeof(VenueLoop),
        ];
        foreach (var type in singletons)
        {
            services.AddSingleton(type);
        }

        services.AddHostedService(provider => provider.GetRequiredService<VenueLoop>());
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var gate = services.GetRequiredService<RequestGate>();
        foreach (var route in services.GetRequiredService<Routes>().All)
        {
            endpoints.MapMethods(route.Path, [route.Method], http => gate.HandleAsync(http, route)).ExcludeFromDescription();
        }

        var (exchange, streams) = (services.GetRequiredService<Exchange>(), services.GetRequiredService<StreamApi>());
        foreach (var prefix in (string?[])[null, "public", "market", "private"])
        {
            MarketKind Kind() => prefix is null ? exchange.DefaultKind : MarketKind.Usdm;
            var root = prefix is null ? "" : $"/{prefix}";
            endpoints.MapGet(
                root + "/ws/{**streams}",
                http => streams.ServeAsync(http, Kind(), combined: false, http.Request.RouteValues["streams"] as string, prefix))
                .ExcludeFromDescription();
            endpoints.MapGet(
                root + "/stream", http => streams.ServeAsync(http, Kind(), combined: true, http.Request.Query["streams"], prefix))
                .ExcludeFromDescription();
        }

        endpoints.MapGet("/ws-api/v3", streams.ServeUserAsync).ExcludeFromDescription();
        endpoints.MapGet("/data/{**path}", (string path, ArchiveApi archives) => archives.Get(path)).ExcludeFromDescription();
        endpoints.MapLedger();
        endpoints.MapFaults();
        endpoints.MapReplay();
    }
}
