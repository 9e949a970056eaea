namespace Trading.PaperTrading.Loading;

/// <summary>Looks for new files of strategies while the service runs; the first look is before the strategies are opened.</summary>
internal sealed class StrategyFolderPoll(StrategyFolder folder, PaperOptions options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.StrategiesPollSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await folder.RefreshAsync(stoppingToken);
        }
    }
}
