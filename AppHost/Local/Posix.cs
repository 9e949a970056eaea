using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Trading.AppHost.Local;

/// <summary>The few calls of the C library that .NET has no face for.</summary>
internal static class Posix
{
    private const int NoSuchProcess = 3;
    private const uint GroupAndOthers = 0x3F;

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>Sends a signal to a process, or to its whole group when <paramref name="pid"/> is negative. False when there is none.</summary>
    public static bool Send(int pid, ProcessSignal signal)
    {
        if (kill(pid, (int)signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"kill({pid}, {signal})");
    }

    public static int ParentProcessId() => getppid();

    /// <summary>What this process and its children create from now on is their owner's alone.</summary>
    public static void CreateForOwnerOnly()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = umask(GroupAndOthers);
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getppid();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint umask(uint mask);
}
