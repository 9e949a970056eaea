using System.Text.RegularExpressions;
using Trading.AppHost.Data;
using Trading.AppHost.Model;
using Trading.AppHost.Running;
using Trading.Testing;

namespace Trading.AppHost.Tests;

public sealed partial class CommandLineTests
{
    [Theory]
    [InlineData("--speed", "5")]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--speed", "1000001")]
    [InlineData("--speed", "0.0001")]
    [InlineData("--duration", "\u0661s")]
    [InlineData("--duration", "-5s")]
    [InlineData("--duration", "9000d")]
    [InlineData("--mode", "3")]
    [InlineData("--symbols", "BTCUSDT,")]
    [InlineData("--venue", "binance-spot", "--replay", "AppHost.csproj")]
    [InlineData("--venue", "simulator-spot,simulator-usdm", "--replay", "AppHost.csproj")]
    [InlineData("--venue", "simulator,simulator-spot")]
    [InlineData("--venue", "binance-spot,elsewhere")]
    [InlineData("--venue", "binance-spot,")]
    [InlineData("kubernetes")]
    public async Task Wrong_use_ends_with_2(params string[] arguments)
    {
        Assert.Equal(CommandLine.WrongUse, await CommandLine.RunAsync(arguments));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("99999")]
    [InlineData("-1")]
    [InlineData("46648")]
    [InlineData(" 7")]
    [InlineData("1e3")]
    public async Task A_port_offset_that_no_system_can_run_with_is_wrong_use(string offset)
    {
        var before = Environment.GetEnvironmentVariable("TRADING_PORT_OFFSET");
        Environment.SetEnvironmentVariable("TRADING_PORT_OFFSET", offset);
        try
        {
            Assert.Equal(CommandLine.WrongUse, await CommandLine.RunAsync(["--mode", "embedded", "--no-build", "--duration", "1s"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("TRADING_PORT_OFFSET", before);
        }
    }

    [Fact]
    public async Task Help_lists_the_environment_variables_and_explains_both_no_build_options()
    {
        var help = await CommandProcess.RunAsync("Trading.AppHost.dll", Repository.Root, ["--help"]);
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        var text = help.Output;
        var read = Directory.EnumerateFiles(Repository.PathOf("AppHost"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => VariableRead().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Where(name => name != "PATH").Distinct(StringComparer.Ordinal).ToList();
        Assert.True(read.Count > 4, $"Found {read.Count} variables.");
        Assert.All(read.Append("Venue__ApiSecret").Append("Images__NAME"), name => Assert.Contains($"  {name} ", text, StringComparison.Ordinal));
        Assert.Contains("The first --no-build is dotnet's", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_venues_has_a_section_of_its_own()
    {
        var one = new RunOptions { Venue = "simulator-usdm" };
        var several = new RunOptions { Venue = "simulator-spot,binance-usdm" };
        Assert.Equal(["Venue__"], VenueSection.OfSimulated(one));
        Assert.Equal(["Venue__Each__simulator_spot__"], VenueSection.OfSimulated(several));
        Assert.Equal(["binance-usdm"], several.RealVenues);
    }

    [Fact]
    public void Every_default_port_stays_a_port_at_the_highest_offset() =>
        Assert.All(ServicePorts.All.Values, port => Assert.InRange(port + PreferredPorts.HighestOffset, 1024, 65535));

    [Fact]
    public void Restarts_wait_longer_each_time_up_to_a_bound_and_start_over_after_a_good_run()
    {
        var delay = new RestartDelay(new Random(7));
        var waits = Enumerable.Range(0, 12).Select(_ => delay.Next(TimeSpan.Zero)).ToArray();
        Assert.True(waits[0] <= TimeSpan.FromMilliseconds(250));
        Assert.True(waits[3] > waits[0]);
        Assert.All(waits, wait => Assert.True(wait <= TimeSpan.FromSeconds(15)));
        Assert.True(delay.Next(TimeSpan.FromMinutes(2)) <= TimeSpan.FromMilliseconds(250));
    }

    [GeneratedRegex("GetEnvironmentVariable\\(\"(?<name>[A-Za-z_]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableRead();
}
