using System.Diagnostics;
using Trading.Testing;

namespace Trading.AppHost.Tests;

/// <summary><c>dotnet run</c> as a newcomer meets it: a first build of minutes names what it builds, and relative paths are those of the terminal.</summary>
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
        var output = await DotnetAsync("run", "--project", folder);

        Assert.Contains("  Small -> ", output, StringComparison.Ordinal);
        Assert.EndsWith("It runs.", output.TrimEnd(), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Dotnet_run_leaves_the_working_directory_so_that_paths_of_options_are_a_persons()
    {
        Assert.Equal("", (await DotnetAsync("msbuild", Repository.PathOf("AppHost", "AppHost.csproj"), "-getProperty:RunWorkingDirectory")).Trim());
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
