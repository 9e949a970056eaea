using System.Diagnostics;

namespace Trading.AppHost.Local;

/// <summary>Running a program as another user and giving it folders: PostgreSQL refuses to run as root.</summary>
internal static class SystemUser
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>The user for programs that refuse root; null when the present user will do.</summary>
    public static string? ForServers() =>
        Posix.IsRoot
            ? Candidates.FirstOrDefault(Exists) ?? throw new InvalidOperationException("No user 'postgres' or 'nobody' to run PostgreSQL as.")
            : null;

    /// <summary>The words that, put before a command, run it as <paramref name="user"/>.</summary>
    public static IEnumerable<string> Prefix(string? user)
    {
        if (user is null)
        {
            return [];
        }

        if (ProgramFinder.Find(["/usr/bin", "/bin"], "setpriv") is { } setpriv)
        {
            return [setpriv, $"--reuid={user}", $"--regid={user}", "--clear-groups"];
        }

        return ProgramFinder.Find(["/usr/sbin", "/sbin"], "runuser") is { } runuser
            ? [runuser, "-u", user, "--"]
            : throw new InvalidOperationException("Neither setpriv nor runuser is installed: start as a user other than root.");
    }

    /// <summary>True when <paramref name="user"/> may pass through every folder above <paramref name="directory"/>.</summary>
    public static bool CanReach(string? user, string directory)
    {
        if (user is null || OperatingSystem.IsWindows())
        {
            return true;
        }

        for (var parent = Directory.GetParent(directory); parent is not null; parent = parent.Parent)
        {
            if (parent.Exists && !File.GetUnixFileMode(parent.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lets <paramref name="user"/> pass through a folder, without seeing what is in it.</summary>
    public static void LetThrough(string? user, string folder)
    {
        if (user is not null && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        }
    }

    public static void Own(string? user, params string[] paths)
    {
        if (user is null)
        {
            return;
        }

        using var chown = Process.Start("/bin/chown", [user, .. paths]);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
        {
            throw new InvalidOperationException($"chown {user} {string.Join(' ', paths)} ended with code {chown.ExitCode}.");
        }
    }

    private static bool Exists(string user) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));
}
