using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trading.AppHost.Model;

namespace Trading.AppHost.Running;

/// <summary>Starts what ended by itself again, prints states, and stops services before the servers that they use.</summary>
/// <param name="dashboard">The link that is printed last; null when there is no dashboard.</param>
internal sealed class Supervisor(DistributedApplication app, TradingModel trading, string? dashboard, Stopwatch watch) : IAsyncDisposable
{
    /// <summary>The table is printed after this long even when something is not ready yet.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(50);

    private readonly ResourceNotificationService _notifications = app.Services.GetRequiredService<ResourceNotificationService>();
    private readonly ResourceCommandService _commands = app.Services.GetRequiredService<ResourceCommandService>();
    private readonly ResourceLoggerService _logs = app.Services.GetRequiredService<ResourceLoggerService>();
    private readonly IHostApplicationLifetime _lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
    private readonly StateLines _lines = new(watch);
    private readonly Dictionary<string, SupervisedResource> _supervised = new(StringComparer.Ordinal);
    private readonly NeededContainers _needed = new(trading);
    private readonly TaskCompletionSource _allReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private volatile bool _introduced;
    private readonly TaskCompletionSource<IResource> _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsStopping => _stopping || _lifetime.ApplicationStopping.IsCancellationRequested;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var watched = new CancellationTokenSource();
        var watching = WatchAsync(stop, watched.Token);
        var starting = app.StartAsync(stop);
        try
        {
            // Aspire's start ends when every service runs: not before its servers are ready, and never without them.
            await await Task.WhenAny(
                StartedAsync(starting), _needed.Absent, _refusal.Task, Task.Delay(LongestStart, TimeProvider.System, stop));
            stop.ThrowIfCancellationRequested();
            if (!_refusal.Task.IsCompleted)
            {
                _lines.Table(trading.Services, _notifications, Resources());
                if (!_needed.Absent.IsCompleted)
                {
                    await FirstTick.PrintAsync(trading, watch, stop);
                }

                Introduce();
                if (trading.Options.ReplayFile is not null)
                {
                    _ = ReplayEnd.PrintAsync(trading, stop);
                }

                await Task.WhenAny(
                    _refusal.Task, Task.Delay(trading.Options.Duration ?? Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || _lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop, which Aspire may hear first: that is how a run ends.
        }

        if (_refusal.Task.IsCompleted)
        {
            var refused = await _refusal.Task;
            await Console.Error.WriteLineAsync($"{refused.Name} cannot start. {await ErrorsAsync(refused)}");
        }

        _stopping = true;
        await new OrderedStop(app, trading).RunAsync(Resources(), starting.IsCompletedSuccessfully);
        await watched.CancelAsync();
        await watching;
        return _refusal.Task.IsCompleted ? CommandLine.WrongUse : 0;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task StartedAsync(Task starting)
    {
        await starting;
        await _allReady.Task;
    }

    private IEnumerable<IResource> Resources() => app.Services.GetRequiredService<DistributedApplicationModel>().Resources
        .Where(
            resource => resource is ExecutableResource or ContainerResource && resource.Annotations.OfType<HealthCheckAnnotation>().Any());

    private void Introduce()
    {
        _introduced = true;
        Console.WriteLine();
        if (_needed.Hint is { } hint)
        {
            Console.WriteLine(hint);
        }

        Console.WriteLine($"Open {trading.ConsoleUrl} in a browser. Ctrl+C stops everything.");
        if (dashboard is not null)
        {
            Console.WriteLine($"Dashboard: {dashboard}");
        }
    }

    private async Task WatchAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var wereReady = false;
        try
        {
            await foreach (var change in _notifications.WatchAsync(cancellationToken))
            {
                if (Resources().Contains(change.Resource))
                {
                    _lines.Changed(change, _notifications, IsStopping);
                    var areReady = _lines.AreReady(trading.Services);
                    if (areReady && !wereReady)
                    {
                        _allReady.TrySetResult();
                        if (_introduced)
                        {
                            // After the lines of a late start or a restart: the links stand at the end.
                            Introduce();
                        }
                    }

                    wereReady = areReady;
                    Supervise(change, stop);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private void Supervise(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (IsStopping)
        {
            return;
        }

        var state = change.Snapshot.State?.Text;
        var resource = _supervised.TryGetValue(change.ResourceId, out var known)
            ? known
            : _supervised[change.ResourceId] = new SupervisedResource();
        if (state == KnownResourceStates.Running)
        {
            resource.Runs();
            _needed.Tried(change.Resource, hasRun: true);
        }
        else if (state == KnownResourceStates.Stopping)
        {
            resource.StoppedByHand = true;
        }
        else if (change.Resource is ContainerResource && !resource.HasRun && state != KnownResourceStates.Exited)
        {
            // Most often its image could not be loaded, and another try would pull again. A person can start it in the dashboard.
            if (state == KnownResourceStates.FailedToStart && resource.Ended() is not null)
            {
                _ = ReportAsync(change.Resource);
            }
        }
        else if (KnownResourceStates.TerminalStates.Contains(state) && resource.Ended() is { } pause)
        {
            if (change.Snapshot.ExitCode == CommandLine.WrongUse
                && trading.Services.Exists(service => service.Name == change.Resource.Name))
            {
                _refusal.TrySetResult(change.Resource);
                return;
            }

            _lines.Restarting(change, pause);
            _ = StartAgainAsync(change.ResourceId, pause, cancellationToken);
        }
    }

    private async Task StartAgainAsync(string id, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            var result = await _commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, cancellationToken);
            if (!result.Success && !cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"{id} was not started again: {result.Message}");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while it waited.
        }
    }

    private async Task ReportAsync(IResource container)
    {
        _lines.Failed(
            container,
            (await ErrorsAsync(container)).Split('\n').LastOrDefault(line => line.Trim().Length > 0) ?? "the engine gives no reason");
        _needed.Tried(container, hasRun: false);
    }

    /// <summary>What the resource wrote to its error stream.</summary>
    private async Task<string> ErrorsAsync(IResource resource)
    {
        var text = new List<string>();
        await foreach (var batch in _logs.GetAllAsync(resource))
        {
            text.AddRange(batch.Where(line => line.IsErrorMessage).Select(line => StateLines.WithoutTime(line.Content)));
        }

        return string.Join(Environment.NewLine, text).Trim();
    }
}
