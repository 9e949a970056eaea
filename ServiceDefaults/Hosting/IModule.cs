using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Databases;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// One service, as a part that any host can run: alone in its own process or with the others in one. A module finds its
/// dependencies in the container only; it never references another service.
/// </summary>
public interface IModule
{
    /// <summary>The service's name in kebab case, such as <c>market-data</c>: the <c>service</c> of logs, metrics and traces.</summary>
    string Name { get; }

    /// <summary>Names of the <see cref="System.Diagnostics.Metrics.Meter"/>s and activity sources that the module creates.</summary>
    IReadOnlyList<string> TelemetrySources { get; }

    /// <summary>Schemas the module reads or writes; each is migrated before any hosted service starts.</summary>
    IReadOnlyList<SchemaDefinition> Schemas { get; }

    /// <summary>
    /// In a process of several modules: the port on which this one answers, and no other does. Null: every port that no module owns.
    /// </summary>
    int? OwnPort(IConfiguration configuration) => null;

    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Adds the module's consumers. Endpoint names derive from the consumer's full type name.</summary>
    void AddConsumers(IBusRegistrationConfigurator bus);

    void MapEndpoints(IEndpointRouteBuilder endpoints);
}
