using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trading.ServiceDefaults.Messaging;

/// <summary>Asks RabbitMQ every few seconds how many messages wait in the queues that this process consumes.</summary>
internal sealed class QueueDepthProbe(BusOptions options, MessagingMetrics metrics, TimeProvider time, ILogger<QueueDepthProbe> logger)
    : BackgroundService, IReceiveEndpointObserver
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _queues = new(StringComparer.Ordinal);

    public Task Ready(ReceiveEndpointReady ready)
    {
        var queue = ready.InputAddress.AbsolutePath.Split('/')[^1];
        if (!ready.ReceiveEndpoint.Started.IsFaulted && !queue.Contains("_bus_", StringComparison.Ordinal))
        {
            _queues[queue] = true;
        }

        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var factory = new ConnectionFactory { Uri = new Uri(options.Url!), ClientProvidedName = "trading queue depth" };
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await WatchAsync(connection, timer, stoppingToken);
            }
            catch (Exception fault) when (
                fault is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException)
            {
                MessagingLog.DepthUnknown(logger, fault.GetType().Name);
                metrics.QueueDepths.Clear();
            }
        }
    }

    private async Task WatchAsync(IConnection connection, PeriodicTimer timer, CancellationToken stoppingToken)
    {
        do
        {
            // A queue that is gone closes the channel, so each round has its own.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
            foreach (var queue in _queues.Keys)
            {
                metrics.QueueDepths[queue] = await channel.MessageCountAsync(queue, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
