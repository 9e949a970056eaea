using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Logs;

public sealed class LogBudgetTests
{
    [Fact]
    public async Task A_flood_of_one_kind_is_cut_counted_and_leaves_other_kinds_alone()
    {
        await using var host = await RunningHost.StartAsync(new TestModule(), ("Telemetry:LogEventsPerSecond", "1"), ("Telemetry:LogEventBurst", "10"));
        var log = host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("x");
        for (var i = 0; i < 1000; i++)
        {
            log.LogError(new EventId(1, "Flood"), "Bad frame {Number}", i);
        }

        log.LogWarning(new EventId(2, "Quiet"), "Still heard");
        Assert.InRange(host.Logs.Of("Flood").Count, 10, 15);
        Assert.Single(host.Logs.Of("Quiet"));
        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Contains("trading_errors_total{level=\"Error\",service=\"test-module\"} 1000\n", metrics, StringComparison.Ordinal);
        Assert.Matches("trading_log_events_suppressed_total 9[89][0-9]\n", metrics);
    }
}
