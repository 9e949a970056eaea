using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Hosting;

namespace Trading.OrderExecution.Execution;

/// <summary>Takes execution reports as they are pushed. What is missed between two connections is asked for by the reconciler.</summary>
internal sealed class UserStreamLoop(
    IUserStream stream,
    UserStreamState state,
    VenueAccess access,
    OrderQueries queries,
    OrderUpdates updates,
    Markets markets,
    ReconcileSignalChannel reconcileSignal,
    TimeProvider time,
    ILogger<UserStreamLoop> logger) : BackgroundService
{
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!access.IsOpen)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var reason = "closed by the venue";
            try
            {
                await foreach (var update in stream.ReadAsync(stoppingToken))
                {
                    _backoff.Reset();
                    await TakeAsync(update, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The loop that owns the restart; what was missed is asked for by the reconciler.
                reason = exception.Message;
            }

            state.IsUp = false;
            var delay = _backoff.Next();
            if (_backoff.Failures == 1)
            {
                // Once per outage: a venue that stays away must not fill the log.
                OrderExecutionLog.StreamDown(logger, access.Name, reason, (int)delay.TotalMilliseconds);
            }

            reconcileSignal.Set();
            await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(UserStreamUpdate update, CancellationToken cancellationToken)
    {
        if (update is not UserStreamUpdate.Report report)
        {
            state.IsUp = true;
            OrderExecutionLog.StreamUp(logger, access.Name);
            reconcileSignal.Set();
            return;
        }

        // Orders that somebody placed by other means on the same account are not ours, and those of another venue are not this one's.
        if (await queries.FindByClientOrderIdAsync(report.Order.ClientOrderId, cancellationToken) is { Route: OrderRoute.Abook } order
            && markets.Of(order.Venue) == access.Name)
        {
            await updates.TakeNewsAsync(order, report.Order, cancellationToken);
        }
    }
}
