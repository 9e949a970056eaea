using System.Runtime.InteropServices;

namespace Trading.AppHost.Running;

/// <summary>Finds installed programs.</summary>
internal static class ProgramFinder
{
    /// <summary>Full path of the first of these programs that the PATH or one of <paramref name="folders"/> holds, or null.</summary>
    public static string? Find(IEnumerable<string> folders, params string[] names)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] all = [.. path, .. folders];
        return names.Select(name => all.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)).FirstOrDefault(
            found => found is not null);
    }

    /// <summary>The dotnet host that runs this process, found beside its runtime: the PATH may name another or none.</summary>
    public static string Dotnet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }
}
