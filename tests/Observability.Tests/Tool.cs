using System.Diagnostics;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.Observability.Tests;

/// <summary>An installed command-line program; absent it skips the test, and fails it in CI.</summary>
internal static class Tool
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        var program = Needs.Present(ProgramFinder.Find(name), $"{name} is not installed: infra/servers/install.sh installs it.");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
