using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData;

public sealed class MarketDataModule : IModule
{
    public string Name => "market-data";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
