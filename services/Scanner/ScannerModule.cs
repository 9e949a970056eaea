using MassTransit;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Scanner;

public sealed class ScannerModule : IModule
{
    public string Name => "scanner";

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
