using System.Diagnostics;
using System.Globalization;

namespace Trading.Testing.Processes;

/// <summary>
/// A shell that knows which process groups belong to this process and kills them when this process is gone, however it went: its
/// standard input is a pipe that only this process holds, and the kernel closes that. Does nothing on Windows.
/// </summary>
public sealed class ProcessWatchdog : IDisposable
{
    // Built-ins only: nothing but the shell itself has to be installed.
    private const string Script = """
        trap '' INT TERM HUP
        groups=' '
        while read -r change group; do
          case $change in
            +) groups="$groups$group " ;;
            -) groups="${groups%% $group *} ${groups#* $group }" ;;
          esac
        done
        for group in $groups; do kill -KILL "-$group" || kill -KILL "$group"; done 2>/dev/null
        """;

    private readonly Process? _shell;
    private readonly Lock _writing = new();

    public ProcessWatchdog()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        ProcessGroup.Prefix(start);
        foreach (var argument in (string[])["/bin/sh", "-c", Script, "trading-watchdog"])
        {
            ProcessGroup.Append(start, argument);
        }

        _shell = Process.Start(start) ?? throw new InvalidOperationException("The watchdog did not start.");
        _shell.StandardInput.AutoFlush = true;
    }

    public void Watch(int processId) => Send('+', processId);

    public void Forget(int processId) => Send('-', processId);

    public void Dispose()
    {
        if (_shell is null)
        {
            return;
        }

        lock (_writing)
        {
            _shell.StandardInput.Close();
        }

        _shell.WaitForExit();
        _shell.Dispose();
    }

    private void Send(char change, int processId)
    {
        lock (_writing)
        {
            _shell?.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{change} {processId}"));
        }
    }
}
