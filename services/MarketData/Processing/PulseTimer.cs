using Trading.MarketData.Flow;

namespace Trading.MarketData.Processing;

/// <summary>Lets time pass for the processing thread ten times a second.</summary>
internal sealed class PulseTimer(TickProcessor processor, TickChannel channel, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await processor.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            channel.Pulse(clock.GetUtcNow().UtcTicks);
        }
    }
}
