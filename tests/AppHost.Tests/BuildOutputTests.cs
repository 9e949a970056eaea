using System.Diagnostics;
using Trading.Testing;

namespace Trading.AppHost.Tests;

/// <summary>A first start builds for minutes: where the output is no terminal, too, it names what it builds.</summary>
public sealed class BuildOutputTests
{
    [Theory]
    [InlineData("AppHost")]
    [InlineData("tests/Benchmarks")]
    public async Task Dotnet_run_names_the_projects_that_it_builds(string project)
    {
        var folder = Directory.CreateTempSubdirectory("build-output-").FullName;
        File.Copy(Repository.PathOf(project, "Directory.Build.rsp"), Path.Combine(folder, "Directory.Build.rsp"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Small.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net{Environment.Version.Major}.0</TargetFramework></PropertyGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"It runs.\");", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", ["run", "--project", folder])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("  Small -> ", output, StringComparison.Ordinal);
        Assert.EndsWith("It runs.", output.TrimEnd(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
