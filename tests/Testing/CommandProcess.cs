using System.Diagnostics;

namespace Trading.Testing;

/// <summary>A command line of this repository, run as a process of its own as a user runs it.</summary>
public static class CommandProcess
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="assembly">Beside the test's own, such as <c>Trading.Downloader.dll</c>.</param>
    public static async Task<CommandResult> RunAsync(
        string assembly, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(StartOf(assembly, folder, arguments, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>How such a process is started: both outputs are read by whoever starts it.</summary>
    public static ProcessStartInfo StartOf(
        string assembly, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
