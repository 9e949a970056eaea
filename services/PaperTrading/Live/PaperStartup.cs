namespace Trading.PaperTrading.Live;

/// <summary>Opens the desk after the schema is there and before the bus delivers the first bar.</summary>
public sealed class PaperStartup(StrategyDesk desk) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => desk.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
