using System.Net;
using System.Net.Sockets;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Metrics;

public sealed class MetricsAddressTests
{
    [Fact]
    public async Task An_address_of_their_own_takes_the_metrics_off_the_service_port()
    {
        var port = FreePort.Next();
        await using var host = await RunningHost.StartAsync(new TestModule(), ("METRICS_ADDR", $"127.0.0.1:{port}"));

        Assert.Contains("trading_uptime_seconds", await host.Http.GetStringAsync($"http://127.0.0.1:{port}/metrics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Off_means_off()
    {
        await using var host = await RunningHost.StartAsync(new TestModule(), ("METRICS_ADDR", "off"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task A_taken_address_is_logged_and_the_service_goes_on()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var host = await RunningHost.StartAsync(new TestModule(), ("METRICS_ADDR", taken.LocalEndpoint.ToString()!));

        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health")).StatusCode);
        Assert.Equal("Error", Assert.Single(host.Logs.Of("MetricsNotBound")).GetProperty("level").GetString());
    }
}
