using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Trading.Backtesting.Loading;

/// <summary>The .NET SDK beside the runtime of this process.</summary>
internal static class Sdk
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Of the program <c>dotnet</c>; null where there is a runtime alone.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Runs a command of it to its end.</summary>
    /// <exception cref="StrategyFileException">It does not come to an end.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path!, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (string Name, string Value)[] quiet =
        [
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en"),
            ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("MSBUILDTERMINALLOGGER", "off"),
        ];
        foreach (var (name, value) in quiet)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var error = process.StandardError.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new StrategyFileException($"The SDK did not compile it within {Deadline.TotalMinutes} minutes.");
        }
    }

    // The runtime is <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string? Find()
    {
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = System.IO.Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var sdks = System.IO.Path.Combine(root, "sdk");
        return File.Exists(program) && Directory.Exists(sdks) && Directory.EnumerateDirectories(sdks).Any() ? program : null;
    }
}
