using System.Globalization;

namespace Trading.Testing;

/// <summary>Processes of this machine, by texts in their command line, environment or working directory. Linux only.</summary>
public static class RunningProcesses
{
    /// <summary>Processes that hold the text in any of the three.</summary>
    public static IReadOnlyList<int> Mentioning(string text) => Where(process => process.Mentions(text));

    /// <summary>Processes with the one text in their command line that mention the other.</summary>
    public static IReadOnlyList<int> Of(string inCommandLine, string mentioned) =>
        Where(process => process.CommandLine.Contains(inCommandLine, StringComparison.Ordinal) && process.Mentions(mentioned));

    public static string CommandLine(int id) => Facts.Read(id)?.CommandLine.Replace('\0', ' ') ?? "";

    private static IReadOnlyList<int> Where(Func<Facts, bool> holds) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0 && id != Environment.ProcessId && Facts.Read(id) is { } facts && holds(facts))];

    private sealed record Facts(string CommandLine, string Environ, string Folder)
    {
        public bool Mentions(string text) =>
            CommandLine.Contains(text, StringComparison.Ordinal) || Environ.Contains(text, StringComparison.Ordinal) || Folder.StartsWith(text, StringComparison.Ordinal);

        public static Facts? Read(int id)
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
            try
            {
                return new Facts(
                    File.ReadAllText(Path.Combine(folder, "cmdline")),
                    File.ReadAllText(Path.Combine(folder, "environ")),
                    new FileInfo(Path.Combine(folder, "cwd")).LinkTarget ?? "");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process has ended meanwhile, or it is another user's.
                return null;
            }
        }
    }
}
