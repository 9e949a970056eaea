using System.Globalization;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>
/// Mode <c>containers</c> with the servers' image of <c>infra/servers/image.sh</c>: the way of the data, and an image that is nowhere.
/// Explicit, because the image takes minutes to make: <c>./test.sh --long</c> runs it.
/// </summary>
public sealed class ContainerTests
{
    private const string Image = "localhost/trading-servers";

    private static readonly TimeSpan LongestImage = TimeSpan.FromMinutes(15);

    [Fact(Explicit = true)]
    public async Task Servers_in_containers_carry_ticks_to_fills_come_back_when_killed_and_are_gone()
    {
        var podman = Needs.Present(ProgramFinder.Find("podman"), "Podman is not installed.");
        Needs.Present(ProgramFinder.Find(["/usr/sbin"], "debootstrap"), "debootstrap is not installed.");
        using var settings = new PodmanSettings();
        await settings.RunAsync(Repository.PathOf("infra/servers/image.sh"), [], LongestImage);

        Dictionary<string, string> environment = new(settings.Environment, StringComparer.Ordinal)
        {
            ["Images__postgres"] = Image,
            ["Images__redis"] = Image,
            ["Images__rabbitmq"] = Image,
            ["Images__grafana"] = "localhost/no-such-image:1",
        };
        var before = await ContainersAsync(settings, podman);
        var volumes = await VolumesAsync(settings, podman);
        var system = TradingSystem.Start(TradingSystem.NewDataFolder(), environment, "--mode", "containers");
        await using (system)
        {
            await system.TablePrintedAsync();
            await Way.PricesMoveAsync(system);
            await Way.PaperAccountsTradeAsync(system);
            await Way.OrdersAreFilledAsync(system);
            await RouteWalk.WalkAsync(system);
            Assert.Single(system.Output, line => line.Contains("grafana failed: no container of localhost/no-such-image:1 could be started: ", StringComparison.Ordinal));

            var redis = Assert.Single((await ContainersAsync(settings, podman)).Except(before, StringComparer.Ordinal), name => name.StartsWith("redis-", StringComparison.Ordinal));
            var health = await settings.RunAsync(podman, ["exec", redis, "bash", "-c", Ask(system.Url("market-data").Port)], Way.Deadline);
            Assert.StartsWith("HTTP/1.1 200", health, StringComparison.Ordinal);
            await settings.RunAsync(podman, ["kill", redis], Way.Deadline);
            await Poll.UntilAsync(
                () => Task.FromResult(string.Join('\n', system.Output.SkipWhile(line => !line.Contains("redis restarting", StringComparison.Ordinal)))),
                text => text.Contains("redis ready", StringComparison.Ordinal),
                Way.Deadline,
                "redis is back");
            await Way.OrdersAreFilledAsync(system);
        }

        Assert.Empty((await ContainersAsync(settings, podman)).Except(before, StringComparer.Ordinal));
        await system.NothingLeftAsync(Way.Deadline);

        // Data outlives a run, and the test's own is of no use to anyone.
        await settings.RunAsync(podman, ["volume", "rm", .. (await VolumesAsync(settings, podman)).Except(volumes, StringComparer.Ordinal)], Way.Deadline);
    }

    /// <summary>As Prometheus in its container asks a service of this machine.</summary>
    private static string Ask(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"exec 3<>/dev/tcp/host.containers.internal/{port}; printf 'GET /health HTTP/1.0\\r\\nHost: host.containers.internal\\r\\n\\r\\n' >&3; cat <&3");

    private static async Task<string[]> VolumesAsync(PodmanSettings settings, string podman) =>
        (await settings.RunAsync(podman, ["volume", "ls", "--quiet"], Way.Deadline)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string[]> ContainersAsync(PodmanSettings settings, string podman) =>
        (await settings.RunAsync(podman, ["ps", "--all", "--format", "{{.Names}}"], Way.Deadline)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
