using MassTransit;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Messaging;

/// <summary>
/// Announces the kill switch at the start and every minute: a service that started later, or lost its store, learns of a halt that it
/// did not hear. The announcement keeps the time of the change, so it never overtakes a newer one.
/// </summary>
internal sealed class HaltAnnouncer(TradingState state, IBus bus, TimeProvider time, ILogger<HaltAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await AnnounceAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker does not answer: the next period tries again.
                OrderExecutionLog.HaltNotAnnounced(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        var halt = state.Halt;
        if (halt == TradingHalt.Off)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(PublishTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stoppingToken);
        await bus.Publish(halt.ToMessage(), linked.Token);
    }
}
