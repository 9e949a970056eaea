using System.Runtime.InteropServices;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Databases, spools and archives hold positions and orders: what a service creates is its user's alone.</summary>
internal static class FileCreation
{
    private const uint GroupAndOthers = 0x3F;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Holds for all files and folders that this process creates from now on.</summary>
    public static void ForOwnerOnly()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = umask(GroupAndOthers);
        }
    }

    /// <summary>Takes a file, when it is there and made by an older version, away from other users.</summary>
    public static void Close(string file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file) || (File.GetUnixFileMode(file) & ~Owner) == UnixFileMode.None)
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) & Owner);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to another user, who shares it with this one on purpose.
            return;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint umask(uint mask);
}
