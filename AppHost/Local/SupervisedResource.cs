using System.Diagnostics;

namespace Trading.AppHost.Local;

/// <summary>One resource and the loop that keeps its process running.</summary>
public sealed class SupervisedResource(
    LocalResource resource, IReadOnlyList<SupervisedResource> needs, ProcessWatchdog watchdog, Action<SupervisedResource> changed)
{
    /// <summary>After this long a dependent is started anyway: it has retries of its own, and its state shows what it lacks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan ProbeWhileStarting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWhileRunning = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _wasReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RestartDelay _delay = new(Random.Shared);
    private volatile bool _restart = true;
    private Task _loop = Task.CompletedTask;

    public LocalResource Resource { get; } = resource;

    public ResourceState State { get; private set; }

    public int? ProcessId { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Why the last process ended by itself.</summary>
    public string? Fault { get; private set; }

    public Task WasReady => _wasReady.Task;

    public Task Stopped => _stopped.Task;

    /// <summary>Completes with what the service wrote when it ended because it cannot start: another start would end the same way.</summary>
    public Task<string> Refusal => _refusal.Task;

    public void Start() => _loop = KeepRunningAsync();

    public void DoNotRestart() => _restart = false;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Change(ResourceState.Stopped);
        _stopped.TrySetResult();
    }

    // The one loop that owns the restart: whatever went wrong with one process, the next one gets its chance.
    private async Task KeepRunningAsync()
    {
        try
        {
            await Task.WhenAny(Task.WhenAll(needs.Select(need => need.WasReady)), Task.Delay(LongestWait, _stop.Token));
            while (_restart && !_stop.IsCancellationRequested)
            {
                var watch = Stopwatch.StartNew();
                Fault = await RunOnceAsync();
                if (!_restart || _stop.IsCancellationRequested)
                {
                    break;
                }

                if (_refusal.Task.IsCompleted)
                {
                    Change(ResourceState.Refused);
                    break;
                }

                Restarts++;
                Change(ResourceState.Restarting);
                await Task.Delay(_delay.Next(watch.Elapsed), _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped while it waited.
        }
    }

    private async Task<string> RunOnceAsync()
    {
        try
        {
            Change(ResourceState.Starting);
            await Resource.PrepareAsync(_stop.Token);
            await using var process = ChildProcess.Start(Resource.Process, watchdog);
            ProcessId = process.Id;
            await WatchAsync(process);
            if (!_stop.IsCancellationRequested)
            {
                var code = await process.Exited;
                if (code == CommandLine.WrongUse && Resource.Kind == "service")
                {
                    _refusal.TrySetResult(process.Errors);
                }

                return $"ended with code {code}";
            }

            return "stopped";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return fault.Message;
        }
        finally
        {
            ProcessId = null;
        }
    }

    private async Task WatchAsync(ChildProcess process)
    {
        while (!process.Exited.IsCompleted && !_stop.IsCancellationRequested)
        {
            var ready = await IsReadyAsync();
            if (ready)
            {
                _wasReady.TrySetResult();
            }

            Change(ready ? ResourceState.Ready : State == ResourceState.Starting ? ResourceState.Starting : ResourceState.Unready);
            var pause = State == ResourceState.Ready ? ProbeWhileRunning : ProbeWhileStarting;
            await Task.WhenAny(process.Exited, Task.Delay(pause, _stop.Token));
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return await Resource.IsReadyAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Change(ResourceState state)
    {
        if (State != state)
        {
            State = state;
            changed(this);
        }
    }
}
