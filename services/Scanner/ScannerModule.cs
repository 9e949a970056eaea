using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using Trading.Scanner.Api;
using Trading.Scanner.Messaging;
using Trading.Scanner.Scans;
using Trading.Scanner.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Options;

namespace Trading.Scanner;

/// <summary>Looks over the configured symbols for what stands out, and says so.</summary>
public sealed class ScannerModule : IModule
{
    public string Name => "scanner";

    public IReadOnlyList<string> TelemetrySources => [ScannerMetrics.Source];

    public IReadOnlyList<SchemaDefinition> Schemas { get; } = [ScannerSchema.Definition, MarketSchema.Definition];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<VenueOptions>(VenueOptions.Section);
        services.AddValidatedOptions<ScannerOptions>(ScannerOptions.Section)
            .Validate(
                options => BarInterval.TryParse(options.Interval, out _), "Scanner:Interval must be a bar interval such as 1s, 1m or 1h.");
        services.AddMarketStore();
        services.AddVenues();
        services.AddSingleton<ScannerMetrics>().AddSingleton<ScanTable>();
        services.AddPerVenue<ScannerModule>(
            configuration,
            AddVenue,
            typeof(TimeProvider),
            typeof(ScannerOptions),
            typeof(ScannerMetrics),
            typeof(ScanTable),
            typeof(IBarStore),
            typeof(IBus));
        services.AddHealthChecks().AddCheck<ScannerReadiness>(Name, tags: ["ready"]);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<FeedStatusConsumer>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapScans();

    private static void AddVenue(IServiceCollection services)
    {
        services.AddSingleton<ScanService>().AddSingleton<ReplayEnd>().AddSingleton<ScanHealth>().AddSingleton<ScanLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<ScanLoop>());
    }
}
