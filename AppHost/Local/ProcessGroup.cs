using System.Diagnostics;

namespace Trading.AppHost.Local;

/// <summary>
/// Gives a process a session and group of its own, so that Ctrl+C in a terminal reaches AppHost alone (which then stops the others
/// in order) and whatever a server forks can be killed with it.
/// </summary>
internal static class ProcessGroup
{
    private static readonly string? Setsid = ProgramFinder.Find(["/usr/bin", "/bin"], "setsid");
    private static readonly string? Perl = Setsid is null ? ProgramFinder.Find(["/usr/bin"], "perl") : null;

    public static bool IsSupported => Setsid is not null || Perl is not null;

    public static void Prefix(ProcessStartInfo start)
    {
        if (Setsid is not null)
        {
            Append(start, Setsid);
        }
        else if (Perl is not null)
        {
            Append(start, Perl);
            Append(start, "-e");
            Append(start, "use POSIX; POSIX::setsid(); exec @ARGV or die");
        }
    }

    /// <summary>The first word is the program, the others are its arguments.</summary>
    public static void Append(ProcessStartInfo start, string word)
    {
        if (start.FileName.Length == 0)
        {
            start.FileName = word;
        }
        else
        {
            start.ArgumentList.Add(word);
        }
    }

    /// <summary>Kills what is left of the group that a process led; the process itself where groups are not supported.</summary>
    public static void Kill(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            Posix.Send(IsSupported ? -process.Id : process.Id, ProcessSignal.Kill);
        }
    }
}
