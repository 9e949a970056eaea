using System.Net;
using System.Net.Sockets;
using Trading.AppHost;
using Trading.AppHost.Data;
using Trading.AppHost.Servers;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>
/// How runs begin and end, whatever the services do. <c>./test.sh --long</c> runs what is explicit, too.
/// </summary>
public sealed class StopTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("--mode", "sometimes")]
    [InlineData("--venue", "moon")]
    [InlineData("--symbols", "BTC USDT")]
    [InlineData("--replay", "no-such-file.gz")]
    [InlineData("--replay", "/dev/zero")]
    [InlineData("--duration", "soon")]
    [InlineData("--unknown")]
    public async Task A_wrong_argument_prints_one_line_and_exits_2(params string[] arguments)
    {
        await using var system = TradingSystem.Start(arguments);
        Assert.Equal(2, await system.ExitAsync(Deadline));
        Assert.Single(system.Output);
    }

    /// <summary>Explicit, because it builds: another test sees the same start and end of what is built.</summary>
    [Fact(Explicit = true)]
    public async Task Dotnet_run_builds_first()
    {
        await using var system = TradingSystem.DotnetRun("--mode", "embedded", "--duration", "3s");
        Assert.Equal(0, await system.ExitAsync(TimeSpan.FromMinutes(5)));
        SaysWhatRuns(system);
        await system.NothingLeftAsync(Deadline);
    }

    /// <summary>In <c>local</c>, and explicit: <see cref="EmbeddedTests"/> ends its run by a signal, too.</summary>
    [Fact(Explicit = true)]
    public async Task A_signal_stops_everything_and_ends_with_0()
    {
        Servers.NeededFor("local");
        await using var system = await TradingSystem.StartReadyAsync("--mode", "local");
        await system.EndsByAsync(ProcessSignal.Terminate);
    }

    [Theory]
    [InlineData("embedded", " starting")]
    [InlineData("local", " waiting for ", Explicit = true)]
    public async Task A_signal_in_the_middle_of_a_start_ends_it_in_silence(string mode, string middle)
    {
        Servers.NeededFor(mode);
        await using var system = TradingSystem.Start(TradingSystem.NewDataFolder(), "--mode", mode);
        await Poll.UntilAsync(() => system.Output.Any(line => line.Contains(middle, StringComparison.Ordinal)), Deadline, "the start has begun");
        system.Send(ProcessSignal.Interrupt);
        Assert.Equal(0, await system.ExitAsync(Deadline));
        Assert.DoesNotContain(system.Output, line => line.Contains("Exception", StringComparison.Ordinal) || line.Contains("Not everything ended", StringComparison.Ordinal));
        await system.NothingLeftAsync(Deadline);
    }

    /// <summary>In <c>embedded</c>, and explicit: <see cref="LocalTests"/> ends so, too.</summary>
    [Fact(Explicit = true)]
    public async Task Killed_it_leaves_nothing_behind()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await system.KilledLeavesNothingAsync();
    }

    [Fact]
    public async Task A_run_says_what_runs_moves_a_taken_port_and_ends_with_0_after_its_duration()
    {
        // Below the ports that the system gives to clients, so that the offset is one that is allowed.
        var port = Enumerable.Range(20_000, 10_000).First(FreePorts.IsFree);
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();
        var offset = (port - ServicePorts.All[ServicePorts.Console]).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TRADING_PORT_OFFSET"] = offset };
        await using var system = TradingSystem.Start(TradingSystem.NewDataFolder(), environment, "--mode", "embedded", "--duration", "10s");
        await system.TablePrintedAsync();
        Assert.Contains(system.Output, line => line.StartsWith($"Port {port} is taken: console moved to ", StringComparison.Ordinal));
        Assert.NotEqual(port, system.Url(ServicePorts.Console).Port);
        Assert.True(await HttpProbe.AnswersAsync(new Uri(system.Url(ServicePorts.Console), "/health"), TestContext.Current.CancellationToken));
        Assert.Equal(0, await system.ExitAsync(Deadline));
        SaysWhatRuns(system);
        await system.NothingLeftAsync(Deadline);
    }

    private static void SaysWhatRuns(TradingSystem system)
    {
        var lines = system.Output.ToList();
        Assert.StartsWith(
            "Mode: embedded (", lines.First(line => line.StartsWith("Mode:", StringComparison.Ordinal)), StringComparison.Ordinal);
        var isHinted = lines.Exists(line => line.Contains("infra/servers/install.sh", StringComparison.Ordinal));
        Assert.Equal(InstalledServers.Missing().Count > 0, isHinted);
        Assert.Contains(lines, line => line.StartsWith("RESOURCE", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Open http://", StringComparison.Ordinal));
    }
}
