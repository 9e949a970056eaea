using System.Diagnostics;

namespace Trading.Testing.Processes;

/// <summary>
/// Gives a process a session and group of its own, so that all that it starts can be killed with it and Ctrl+C in a terminal reaches
/// the tests alone.
/// </summary>
internal static class ProcessGroup
{
    private static readonly string? Setsid = ProgramFinder.Find(["/usr/bin", "/bin"], "setsid");
    private static readonly string? Perl = Setsid is null ? ProgramFinder.Find(["/usr/bin"], "perl") : null;

    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);

    private static bool IsSupported => Setsid is not null || Perl is not null;

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

    /// <summary>Kills what is left of the group that a process led; the process itself where groups are not supported. Returns when all have ended.</summary>
    public static async Task KillAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            return;
        }

        var target = IsSupported ? -process.Id : process.Id;
        Signals.Send(target, ProcessSignal.Kill);
        await process.WaitForExitAsync();

        // PostgreSQL does not start while its process of before is still ending.
        await Poll.UntilAsync(() => !Signals.Send(target, ProcessSignal.None), EndDeadline);
    }
}
