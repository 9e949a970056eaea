using System.Diagnostics;
using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

/// <summary>A server and the process of its script, to be started, killed and started again.</summary>
public sealed class RunningServer(LocalServer server, ProcessWatchdog watchdog) : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private Process? _process;

    public LocalServer Server { get; } = server;

    /// <summary>The script's process, which leads the group of all that it starts.</summary>
    public Process Process => _process ?? throw new InvalidOperationException($"{Server.Name} does not run.");

    private string LogFile => Server.DataDirectory + ".log";

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        _process = Launch();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await Server.IsReadyAsync(deadline.Token))
        {
            if (_process.HasExited)
            {
                var log = await File.ReadAllTextAsync(LogFile, cancellationToken);
                throw new InvalidOperationException($"{Server.Name} ended with code {_process.ExitCode}: {log}");
            }

            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>SIGKILL to the script and to all that it started.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await ProcessGroup.KillAsync(process);
            watchdog.Forget(process.Id);
            process.Dispose();
        }
    }

    /// <summary>SIGTERM to the script, as AppHost's orchestrator sends it; SIGKILL to what is left after a while.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            Signals.Send(process.Id, ProcessSignal.Terminate);
            using var deadline = new CancellationTokenSource(StopTimeout);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await KillAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Process Launch()
    {
        var start = new ProcessStartInfo { UseShellExecute = false, WorkingDirectory = "/" };
        ProcessGroup.Prefix(start);
        foreach (var word in (string[])["/bin/sh", "-c", "exec /bin/sh \"$1\" >>\"$2\" 2>&1 </dev/null", "sh", Server.Script, LogFile])
        {
            ProcessGroup.Append(start, word);
        }

        foreach (var (name, value) in Server.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Server.Name} did not start.");
        watchdog.Watch(process.Id);
        return process;
    }
}
