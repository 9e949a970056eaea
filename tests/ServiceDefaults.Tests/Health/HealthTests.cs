using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    /// <summary>A check's time runs while it waits for a thread, and other test classes take all of them for a while.</summary>
    private static readonly (string, string) Patient = ("Readiness:CheckTimeoutMs", "60000");

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Liveness_answers_while_a_dependency_hangs(string path)
    {
        var asked = 0;
        await using var host = await RunningHost.StartAsync(With(checks => checks.AddAsyncCheck(
            "stuck",
            async token =>
            {
                Interlocked.Increment(ref asked);
                await Task.Delay(Timeout.Infinite, token);
                return HealthCheckResult.Healthy();
            },
            ["ready"])));

        var body = await JsonAsync(host, path, HttpStatusCode.OK);
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.True(body.GetProperty("uptime").GetDouble() > 0);
        Assert.Equal("healthy", body.GetProperty("checks").GetProperty("process").GetProperty("status").GetString());
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task A_check_that_hangs_is_unhealthy_after_its_own_timeout_and_the_others_still_speak()
    {
        await using var host = await RunningHost.StartAsync(With(checks => checks
            .Add(new HealthCheckRegistration("stuck", new StuckCheck(), HealthStatus.Unhealthy, ["ready"], TimeSpan.FromMilliseconds(50)))
            .AddCheck("throws", () => throw new InvalidOperationException("token=abcdef is wrong"), ["ready"])
            .AddCheck("fine", () => HealthCheckResult.Healthy("fresh"), ["ready"])), Patient);

        var body = await JsonAsync(host, "/ready", HttpStatusCode.ServiceUnavailable);
        var checks = body.GetProperty("checks");
        Assert.Equal("unhealthy", body.GetProperty("status").GetString());
        Assert.Equal("unhealthy", checks.GetProperty("stuck").GetProperty("status").GetString());
        Assert.Equal("healthy", checks.GetProperty("fine").GetProperty("status").GetString());
        Assert.Equal("fresh", checks.GetProperty("fine").GetProperty("description").GetString());
        Assert.True(checks.GetProperty("fine").GetProperty("duration").GetDouble() >= 0);
        Assert.DoesNotContain("abcdef", checks.GetProperty("throws").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_degraded_check_keeps_the_service_ready()
    {
        await using var host = await RunningHost.StartAsync(With(checks => checks.AddCheck("lagging", () => HealthCheckResult.Degraded("2 s behind"), ["ready"])), Patient);

        Assert.Equal("degraded", (await JsonAsync(host, "/ready", HttpStatusCode.OK)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Many_probes_ask_a_dependency_once()
    {
        var asked = 0;
        await using var host = await RunningHost.StartAsync(
            With(checks => checks.AddCheck("counted", () => { Interlocked.Increment(ref asked); return HealthCheckResult.Healthy(); }, ["ready"])),
            ("Readiness:CacheMs", "60000"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Http.GetAsync("/ready")));
        Assert.Equal(1, asked);
    }

    private static TestModule With(Action<IHealthChecksBuilder> checks) => new() { Services = services => checks(services.AddHealthChecks()) };

    private static async Task<JsonElement> JsonAsync(RunningHost host, string path, HttpStatusCode expected)
    {
        using var response = await host.Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Does not even look at its token.</summary>
    private sealed class StuckCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            new TaskCompletionSource<HealthCheckResult>().Task;
    }
}
