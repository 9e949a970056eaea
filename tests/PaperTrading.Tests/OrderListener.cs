using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.PaperTrading.Tests;

/// <summary>Stands where order execution stands: keeps the orders it is asked for.</summary>
internal sealed class OrderListener : IModule
{
    public string Name => "order-listener";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<SubmitOrderConsumer>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    public sealed class SubmitOrderConsumer(ConcurrentQueue<SubmitOrder> orders) : IConsumer<SubmitOrder>
    {
        public Task Consume(ConsumeContext<SubmitOrder> context)
        {
            orders.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
