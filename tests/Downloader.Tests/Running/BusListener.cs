using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Downloader.Tests.Running;

/// <summary>Stands where other services stand: keeps what the downloader tells the bus.</summary>
internal sealed class BusListener : IModule
{
    public ConcurrentQueue<DownloadProgressed> Progress { get; } = new();

    public ConcurrentQueue<BackfillCompleted> Healed { get; } = new();

    public string Name => "bus-listener";

    public IReadOnlyList<string> TelemetrySources => [];

    public IReadOnlyList<SchemaDefinition> Schemas => [];

    /// <summary>What was told of a job, in the order of its making.</summary>
    public IReadOnlyList<DownloadProgressed> Of(Guid job) => [.. Progress.Where(message => message.JobId == job).OrderBy(message => message.At)];

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(this);

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ProgressConsumer>();
        bus.AddConsumer<HealedConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    public sealed class ProgressConsumer(BusListener listener) : IConsumer<DownloadProgressed>
    {
        public Task Consume(ConsumeContext<DownloadProgressed> context)
        {
            listener.Progress.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    public sealed class HealedConsumer(BusListener listener) : IConsumer<BackfillCompleted>
    {
        public Task Consume(ConsumeContext<BackfillCompleted> context)
        {
            listener.Healed.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
