using MassTransit;
using Trading.ExchangeSimulator.Faults;
using Trading.ExchangeSimulator.Ledger;
using Trading.ExchangeSimulator.Rest;
using Trading.ExchangeSimulator.Streams;
using Trading.ExchangeSimulator.Tape;
using Trading.ExchangeSimulator.Venue;
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

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<SimulatorOptions>(SimulatorOptions.Section)
            .Validate(options => BalanceList.TryParse(options.Balances) is not null, "Simulator:Balances must be a list such as USDT=1000,BTC=1.")
            .Validate(options => options.SymbolList().Count > 0, "Simulator:Symbols must name at least one symbol.");
        services.AddSingleton<FaultBoard>();
        services.AddSingleton<Exchange>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<SimulatorMetrics>();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<StreamApi>();
        services.AddHostedService<TapeLoop>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var gate = endpoints.ServiceProvider.GetRequiredService<RequestGate>();
        foreach (var route in SpotRoutes.All(endpoints.ServiceProvider.GetRequiredService<RateLimits>()))
        {
            endpoints.MapMethods(route.Path, [route.Method], http => gate.HandleAsync(http, route)).ExcludeFromDescription();
        }

        var streams = endpoints.ServiceProvider.GetRequiredService<StreamApi>();
        endpoints.MapGet("/ws/{**streams}", http => streams.ServeAsync(http, MarketKind.Spot, combined: false, http.Request.RouteValues["streams"] as string ?? ""))
            .ExcludeFromDescription();
        endpoints.MapGet("/stream", http => streams.ServeAsync(http, MarketKind.Spot, combined: true, http.Request.Query["streams"].ToString()))
            .ExcludeFromDescription();
        endpoints.MapLedger();
        endpoints.MapFaults();
    }
}
