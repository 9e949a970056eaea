using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Telemetry;

public sealed class SilentReceiverTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_receiver_that_does_not_answer_delays_a_stop_by_less_than_two_seconds(string protocol)
    {
        // Takes connections and says nothing, as a dashboard does that has no time.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var host = await RunningHost.StartAsync(
            new TestModule("unheard"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("Telemetry:MetricExportIntervalSeconds", "1"));
        await host.Http.GetAsync("/nowhere");
        host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Unheard").LogWarning("Unheard");

        var watch = Stopwatch.StartNew();
        await host.DisposeAsync();

        // Five seconds each, one after the other, are the exporters' own: the limit leaves room for a busy machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(9));
    }
}
