using System.Diagnostics;

namespace Trading.Observability.Tests.Running;

[Collection(SystemAlone.Name)]
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_of_the_downloader_shows_requests_refusals_retries_and_its_end()
    {
        await using var system = new ObservedSystem();
        await system.StartAsync();

        string[] arguments = [InfraFiles.PathOf("demo", "downloader-metrics.sh"), system.TradingUrl, system.VenueUrl];
        using var process = Process.Start(new ProcessStartInfo("bash", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KEY"] = system.AdminKey },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Contains("  completed, 1", output, StringComparison.Ordinal);
        Assert.Matches(@"http_requests_total\{.*status=""200""\} +\+\d", output);
        Assert.Matches(@"http_429_errors_total\{.*\} +\+\d", output);
        Assert.Matches(@"http_retries_total\{.*\} +\+\d", output);
        Assert.Matches(@"downloads_completed_total\{.*symbol=""ETHUSDT"".*\} +\+1\n", output);
    }
}
