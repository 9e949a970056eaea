using System.Diagnostics;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Page;

/// <summary>The page's modules are plain JavaScript; their JSDoc types are checked by the TypeScript compiler in strict mode.</summary>
public sealed class TypeCheckTests
{
    [Fact]
    public async Task The_modules_are_free_of_type_errors()
    {
        var npm = Needs.Present(OnPath("npm"), "npm is not installed: the page's types are not checked.");
        var source = Repository.PathOf("services", "Console");
        var folder = Directory.CreateTempSubdirectory("trading-tsc-");
        try
        {
            foreach (var file in (string[])["package.json", "package-lock.json", "tsconfig.json", "page.d.ts"])
            {
                File.Copy(Path.Combine(source, file), Path.Combine(folder.FullName, file));
            }

            foreach (var file in Directory.EnumerateFiles(Path.Combine(source, "wwwroot"), "*.js", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder.FullName, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            var install = await RunAsync(npm, folder.FullName, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1");
            if (install.ExitCode != 0)
            {
                Needs.Stop($"npm cannot install the TypeScript compiler: {install.Output}");
            }

            var check = await RunAsync(npm, folder.FullName, "run", "--silent", "check");
            Assert.True(check.ExitCode == 0, check.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".cmd" : program))
        .FirstOrDefault(File.Exists);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
