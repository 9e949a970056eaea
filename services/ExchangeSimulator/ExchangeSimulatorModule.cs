using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ExchangeSimulator;

public sealed class ExchangeSimulatorModule : IModule
{
    public string Name => "exchange-simulator";

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
