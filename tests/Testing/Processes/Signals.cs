using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Trading.Testing.Processes;

/// <summary>Signals to processes.</summary>
public static class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to a process, or to its whole group when <paramref name="processId"/> is negative. False when there is none.</summary>
    public static bool Send(int processId, ProcessSignal signal)
    {
        if (kill(processId, (int)signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"kill({processId}, {signal})");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
