using System.Diagnostics;
using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Builds the services: AllInOne refers to every module, so that one build makes all of them.</summary>
internal static class ServiceBuild
{
    private const int LinesShown = 20;

    /// <summary>False when the build failed; the end of its output is then on the console.</summary>
    public static async Task<bool> RunAsync(DataDirectory data, ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        var log = data.PathOf(Path.Combine("logs", "build.log"));
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.Delete(log);
        var watch = Stopwatch.StartNew();
        Console.WriteLine($"Building the services ({SourceTree.Configuration}) ...");

        // A compiler server of its own, which ends with this build: nothing is left behind.
        var build = new ProcessSpec(
            ProgramFinder.Dotnet(),
            [
                "build", Path.Combine(SourceTree.ProjectFolder("AllInOne"), "AllInOne.csproj"), "--configuration", SourceTree.Configuration,
                "--nologo", "--verbosity", "quiet", "-nodeReuse:false", $"-p:SharedCompilationId=trading-{Environment.ProcessId}",
            ],
            SourceTree.Root,
            log);
        await using var process = ChildProcess.Start(build, watchdog);
        var code = await process.Exited.WaitAsync(cancellationToken);
        if (code == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Built in {watch.Elapsed.TotalSeconds:0.0} s."));
            return true;
        }

        foreach (var line in File.ReadLines(log).TakeLast(LinesShown))
        {
            await Console.Error.WriteLineAsync(line);
        }

        await Console.Error.WriteLineAsync($"The build failed with code {code}: {log}");
        return false;
    }
}
