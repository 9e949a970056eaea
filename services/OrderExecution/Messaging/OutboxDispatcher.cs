using System.Data.Common;
using System.Diagnostics;
using MassTransit;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Hosting;

namespace Trading.OrderExecution.Messaging;

/// <summary>
/// Publishes committed messages: at least once, in order, each in the trace that it was committed in, under a message id that
/// stays the same when it is published again.
/// </summary>
internal sealed class OutboxDispatcher(
    Outbox outbox, OutboxSignalChannel signal, OutboxBacklog backlog, IBus bus, TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int BatchSize = 100;

    // A broker that does not answer makes a publish wait for ever: give up in time to tell, and try again.
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var published = await outbox.DrainAsync(BatchSize, row => PublishAsync(row, stoppingToken), stoppingToken);
                _backoff.Reset();
                if (published == BatchSize)
                {
                    continue;
                }

                var (pending, oldest) = await outbox.BacklogAsync(stoppingToken);
                backlog.Observe(pending, oldest);
                await signal.WaitAsync(LookAnyway, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The loop that owns the restart: the rows are still there, whatever failed.
                var delay = _backoff.Next();
                OrderExecutionLog.OutboxFailed(logger, exception, (int)delay.TotalMilliseconds);
                await ObserveBacklogAsync(stoppingToken);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var (message, type) = OutboxMessages.Read(row);
        using var activity = OrderActivity.Continue("outbox publish", ActivityKind.Producer, row.TraceParent);
        using var timeout = new CancellationTokenSource(PublishTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await bus.Publish(message, type, context => context.MessageId = row.MessageId, linked.Token);
    }

    // While publishing fails the backlog must still be seen to grow.
    private async Task ObserveBacklogAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (pending, oldest) = await outbox.BacklogAsync(cancellationToken);
            backlog.Observe(pending, oldest);
        }
        catch (DbException)
        {
            // The database itself is what fails: the last observation stands and its age grows.
        }
    }
}
