using Microsoft.AspNetCore.Builder;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Tracing;

/// <summary>
/// A request has a line in the log when its trace is kept. Alone: hosts of one process hear each other's requests, and one that keeps every
/// trace keeps those of all.
/// </summary>
[Collection(TracesAlone.Name)]
public sealed class RequestLogTests
{
    [Theory]
    [InlineData("1", 3)]
    [InlineData("0", 0)]
    public async Task Requests_are_logged_as_their_traces_are_sampled_and_probes_never(string ratio, int lines)
    {
        await using var host = await RunningHost.StartAsync(
            new TestModule { Endpoints = endpoints => endpoints.MapGet("/things/{id}", (string id) => id) },
            ("Telemetry:Sampler", "Ratio"),
            ("Telemetry:SampleRatio", ratio));
        for (var number = 0; number < 3; number++)
        {
            await host.Http.GetStringAsync($"/things/secret-{number}", TestContext.Current.CancellationToken);
        }

        await host.Http.GetStringAsync("/health", TestContext.Current.CancellationToken);
        var metrics = await Poll.UntilAsync(
            () => host.Http.GetStringAsync("/metrics"),
            text => text.Contains(
                "api_requests_total{endpoint=\"/things/{id}\",method=\"GET\",status=\"200\"} 3\n", StringComparison.Ordinal),
            TimeSpan.FromMinutes(1));
        Assert.NotEmpty(metrics);
        var logged = host.Logs.Of("RequestAnswered");
        Assert.Equal(lines, logged.Count);
        Assert.All(logged, line =>
        {
            Assert.StartsWith("GET /things/{id}: 200 in ", line.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{32}$", line.GetProperty("trace_id").GetString());
        });
    }
}
