using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Tests.Hosting;

/// <summary>A module made of the delegates that a test gives.</summary>
public sealed class TestModule(string name = "test-module") : IModule
{
    public string Name => name;

    public IReadOnlyList<string> TelemetrySources { get; init; } = [];

    public IReadOnlyList<SchemaDefinition> Schemas { get; init; } = [];

    public Action<IServiceCollection>? Services { get; init; }

    public Action<IBusRegistrationConfigurator>? Consumers { get; init; }

    public Action<IEndpointRouteBuilder>? Endpoints { get; init; }

    public void AddServices(IServiceCollection services, IConfiguration configuration) => Services?.Invoke(services);

    public void AddConsumers(IBusRegistrationConfigurator bus) => Consumers?.Invoke(bus);

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => Endpoints?.Invoke(endpoints);
}
