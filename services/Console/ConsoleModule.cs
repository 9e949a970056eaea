using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.WebConsole;

public sealed class ConsoleModule : IModule
{
    public string Name => "console";

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
