namespace Trading.AppHost.Local;

/// <summary>A server and its process, for whoever starts, kills and starts it again by hand.</summary>
public sealed class RunningServer(LocalServer server, ProcessWatchdog watchdog) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private ChildProcess? _process;

    public LocalServer Server { get; } = server;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await Server.PrepareAsync(watchdog, cancellationToken);
        _process = ChildProcess.Start(Server.Spec(), watchdog);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await Server.IsReadyAsync(deadline.Token))
        {
            if (_process.Exited.IsCompleted)
            {
                throw new InvalidOperationException($"{Server.Name} ended with code {await _process.Exited}: see {Server.Spec().LogFile}");
            }

            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>As <c>kill -9</c> does it.</summary>
    public async Task KillAsync()
    {
        _process?.Kill();
        await StopAsync();
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
