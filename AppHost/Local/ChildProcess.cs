using System.Diagnostics;
using System.Text;

namespace Trading.AppHost.Local;

/// <summary>One started program with its log and its process group.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptErrors = 4096;

    private readonly ProcessSpec _spec;
    private readonly ProcessWatchdog _watchdog;
    private readonly Process _process;
    private readonly Task _logging;
    private string _errors = "";

    private ChildProcess(ProcessSpec spec, ProcessWatchdog watchdog, Process process)
    {
        _spec = spec;
        _watchdog = watchdog;
        _process = process;
        _process.StandardInput.Close();
        _logging = LogAsync(new RotatingLog(spec.LogFile));
        Exited = WaitAsync();
    }

    public int Id => _process.Id;

    /// <summary>The last of what the process wrote to its error stream; whole once it has exited.</summary>
    public string Errors => _errors;

    /// <summary>Completes with the exit code once the process has ended and nothing of its group is left.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ProcessSpec spec, ProcessWatchdog watchdog)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(watchdog);
        Directory.CreateDirectory(Path.GetDirectoryName(spec.LogFile)!);
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!OperatingSystem.IsWindows())
        {
            ProcessGroup.Prefix(start);
        }

        foreach (var word in SystemUser.Prefix(spec.User).Append(spec.Program).Concat(spec.Arguments))
        {
            ProcessGroup.Append(start, word);
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{spec.Program} did not start.");
        watchdog.Watch(process.Id);
        return new ChildProcess(spec, watchdog, process);
    }

    /// <summary>Runs a program to its end and throws when it fails.</summary>
    public static async Task RunAsync(ProcessSpec spec, ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        await using var process = Start(spec, watchdog);
        var code = await process.Exited.WaitAsync(cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(spec.Program)} ended with code {code}: see {spec.LogFile}");
        }
    }

    /// <summary>Asks the process to end, kills it after its stop time-out.</summary>
    public async Task StopAsync()
    {
        if (!Exited.IsCompleted && !OperatingSystem.IsWindows())
        {
            Posix.Send(_process.Id, _spec.StopSignal);
            await Task.WhenAny(Exited, Task.Delay(_spec.StopTimeout));
        }

        Kill();
        await Exited;
    }

    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            ProcessGroup.Kill(_process);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        ProcessGroup.Kill(_process);
        _watchdog.Forget(_process.Id);
        await _logging;
        return _process.ExitCode;
    }

    private async Task LogAsync(RotatingLog log)
    {
        await using (log)
        {
            await Task.WhenAll(
                log.CopyAsync(_process.StandardOutput.BaseStream),
                LogErrorsAsync(log));
        }
    }

    private async Task LogErrorsAsync(RotatingLog log)
    {
        var buffer = new byte[KeptErrors];
        while (await _process.StandardError.BaseStream.ReadAsync(buffer) is > 0 and var read)
        {
            await log.WriteAsync(buffer.AsMemory(0, read));
            var errors = _errors + Encoding.UTF8.GetString(buffer, 0, read);
            _errors = errors[Math.Max(0, errors.Length - KeptErrors)..];
        }
    }
}
