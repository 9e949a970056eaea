using System.Diagnostics;
using System.Globalization;
using Trading.AppHost;
using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>What the README says to type works as it is written.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Every_block_is_one_of_commands()
    {
        Assert.Equal(File.ReadAllLines(Repository.PathOf("README.md")).Count(line => line.StartsWith("```", StringComparison.Ordinal)), ReadmeScript.Blocks.Count * 2);
    }

    [Fact]
    public async Task Every_block_runs()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await Way.PaperAccountsTradeAsync(system);
        await Poll.UntilAsync(async () => (await system.Api.ListAsync("scanner", "/scans/latest")).Count, count => count > 0, Way.Deadline);

        var names = ServicePorts.All.ToDictionary(service => service.Value, service => service.Key);
        var script = ReadmeScript.Of(port => system.Url(names[port]));
        var folder = Directory.CreateTempSubdirectory("trading-readme-");
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, ".data"), system.DataFolder);
            var (code, output) = await RunAsync(script, folder.FullName, system);

            Assert.True(code == 0, output + string.Concat(folder.GetFiles("start-*.log").Select(log => $"\n{log.Name}:\n{File.ReadAllText(log.FullName)}")));
            Assert.All(folder.GetFiles("start-*.log"), log => Assert.Matches("Venues?: ", File.ReadAllText(log.FullName)));
            Assert.Contains("\"status\":\"cancelled\"", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string script, string folder, TradingSystem system)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1\n" + script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["ROOT"] = Repository.Root,
                ["LONG_RUN"] = Needs.IsLongRun.ToString(),
                ["HOST_ASSEMBLY"] = SourceTree.HostAssembly,
                ["TRADING_DATA"] = system.DataFolder,
                ["OFFSET"] = (system.Url(ServicePorts.Console).Port - ServicePorts.All[ServicePorts.Console]).ToString(CultureInfo.InvariantCulture),
            },
        };
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output);
    }
}
