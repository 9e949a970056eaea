using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>While trading is halted: cancels at its venue what the halt wants cancelled, again and again until each order has
/// ended.</summary>
internal sealed class HaltCancelLoop(
    HaltProgress progress, OrderCancellation cancellation, VenueAccess access, HaltSignals signals, TimeProvider time,
    ILogger<HaltCancelLoop> logger)
    : BackgroundService
{
    private const int AtOnce = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var signal = signals.Of(access.Name);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        try
        {
            while (true)
            {
                await Parallel.ForEachAsync(progress.Due(access.Name), options, CancelAsync);
                await signal.WaitAsync(progress.NextIn(access.Name), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; the next process goes on.
        }
    }

    private async ValueTask CancelAsync(Order order, CancellationToken cancellationToken)
    {
        string? problem = null;
        try
        {
            await cancellation.CancelAsync(order, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The loop that owns the retry. A store that fails must not keep an order working at the venue.
            problem = "Order execution could not record the cancel; it is asked again.";
            OrderExecutionLog.HaltCancelFailed(logger, exception, order.ClientOrderId);
            if (order.Route == OrderRoute.Abook && access.IsOpen)
            {
                await access.Venue.CancelAsync(order.Symbol, order.ClientOrderId, cancellationToken);
            }
        }

        progress.Tried(order.Id, problem);
    }
}
