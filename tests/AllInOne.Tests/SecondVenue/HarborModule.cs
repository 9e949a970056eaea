using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.AllInOne.Tests.SecondVenue;

/// <summary>Registers the venue in a host: one more <see cref="IVenue"/> beside those that come with the product.</summary>
internal sealed class HarborModule(Uri url) : IModule
{
    public string Name => "harbor";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<IVenue>(new HarborVenue(url));

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
