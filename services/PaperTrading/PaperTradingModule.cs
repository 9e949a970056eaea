using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.PaperTrading;

public sealed class PaperTradingModule : IModule
{
    public string Name => "paper-trading";

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
