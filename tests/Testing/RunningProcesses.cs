using System.Globalization;

namespace Trading.Testing;

/// <summary>Processes of this machine, by a text in their command line, environment or working directory. Linux only.</summary>
public static class RunningProcesses
{
    public static IReadOnlyList<int> Mentioning(string text) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
            .Where(folder => Mentions(folder, text))
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Where(id => id != Environment.ProcessId)];

    private static bool Mentions(string folder, string text)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(text, StringComparison.Ordinal)
                || File.ReadAllText(Path.Combine(folder, "environ")).Contains(text, StringComparison.Ordinal)
                || new FileInfo(Path.Combine(folder, "cwd")).LinkTarget?.StartsWith(text, StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process has ended meanwhile, or it is another user's.
            return false;
        }
    }
}
