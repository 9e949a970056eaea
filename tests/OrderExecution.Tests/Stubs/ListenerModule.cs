using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>Another service beside order execution, which hears everything that it publishes from the start on.</summary>
internal sealed class ListenerModule : IModule
{
    public string Name => "listener";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<PublishedMessages>();

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<Listener>(consumer => consumer.ConcurrentMessageLimit = 1);

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
