using System.Runtime.InteropServices;

namespace Trading.AppHost.Running;

/// <summary>
/// Turns Ctrl+C, SIGTERM, SIGHUP and the death of <c>dotnet run</c> into a request to stop; the process then ends by itself.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _stop;
    private readonly Timer? _parent;

    public StopSignals(CancellationTokenSource stop)
    {
        _stop = stop;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }

        if (!OperatingSystem.IsWindows() && ParentIsDotnetRun())
        {
            var parent = ParentProcessId();
            _parent = new Timer(_ => StopWithout(parent), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        _parent?.Dispose();
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ParentProcessId();

    private static bool ParentIsDotnetRun()
    {
        var commandLine = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/{ParentProcessId()}/cmdline");
        return File.Exists(commandLine)
            && File.ReadAllText(commandLine).Split('\0') is [var program, "run", ..]
            && Path.GetFileName(program) == "dotnet";
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    private void StopWithout(int parent)
    {
        if (ParentProcessId() != parent)
        {
            _stop.Cancel();
        }
    }
}
