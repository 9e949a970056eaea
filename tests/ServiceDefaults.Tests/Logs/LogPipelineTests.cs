using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Logs;

public sealed class LogPipelineTests
{
    private const string Secret = "s3cr3t-Value-42";

    [Fact]
    public async Task Writes_one_json_object_a_line_with_the_fields_of_the_contract()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        Logger(host, "Some.Category").LogWarning(new EventId(7, "SomethingHappened"), "Order {OrderId} took {Seconds} s", "o-1", 1.5);

        var line = Assert.Single(host.Logs.Of("SomethingHappened"));
        Assert.EndsWith("Z", line.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("Order o-1 took 1.5 s", line.GetProperty("message").GetString());
        Assert.Equal("test-module", line.GetProperty("service").GetString());
        Assert.Equal(activity.TraceId.ToHexString(), line.GetProperty("trace_id").GetString());
        Assert.Equal(activity.SpanId.ToHexString(), line.GetProperty("span_id").GetString());
        Assert.Equal("o-1", line.GetProperty("OrderId").GetString());
        Assert.Equal(1.5, line.GetProperty("Seconds").GetDouble());
        Assert.Equal("Some.Category", line.GetProperty("category").GetString());
    }

    [Fact]
    public async Task An_error_carries_type_message_and_stack()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        Logger(host, "x").LogError(new EventId(8, "Failed"), Thrown("no such thing"), "It failed");

        var line = Assert.Single(host.Logs.Of("Failed"));
        Assert.Equal($"{nameof(LogPipelineTests)}.cs", line.GetProperty("source_file").GetString());
        Assert.Contains(
            $":line {line.GetProperty("source_line")}",
            line.GetProperty("error").GetProperty("stack").GetString(), StringComparison.Ordinal);
        var error = line.GetProperty("error");
        Assert.Equal("System.InvalidOperationException", error.GetProperty("type").GetString());
        Assert.Equal("no such thing", error.GetProperty("message").GetString());
        Assert.Contains(nameof(Thrown), error.GetProperty("stack").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_every_error_under_the_module_whose_namespace_logged_it()
    {
        await using var host = await RunningHost.StartAsync([new TestModule(), new OtherModule()]);
        Logger(host, typeof(OtherModule).FullName!).LogError("one");
        Logger(host, "Elsewhere").LogCritical("two");

        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Contains("trading_errors_total{level=\"Error\",service=\"all-in-one\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("trading_errors_total{level=\"Fatal\",service=\"all-in-one\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("trading_errors_total{level=\"Error\",service=\"first\"} 1\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_reaches_the_sink_from_a_field_a_header_a_text_or_an_exception()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());
        var log = Logger(host, "x");
        log.LogInformation("Field {ApiKey} of {Venue}", Secret, "binance");
        log.LogInformation("Nested {@Request}", new { Symbol = "BTCUSDT", Credentials = new { Secret }, Deep = new { Access = new { listenKey = Secret } } });
        log.LogInformation("Headers {@Headers}", new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + Secret, ["X-MBX-APIKEY"] = Secret });
        log.LogInformation("Header {@Header}", new { Key = "Authorization", Value = Secret });
        log.LogInformation("Url {Url}", new Uri($"https://host/api?symbol=BTCUSDT&signature={Secret}&timestamp=1"));
        log.LogInformation("Connection {Text}", $"Host=db;Username=u;Password={Secret};Database=d");
        log.LogInformation("Broker {Text}", $"amqp://user:{Secret}@127.0.0.1:5672/");
        log.LogInformation($"Interpolated token={Secret}");
        log.LogError(Thrown($"{{\"apiKey\":\"{Secret}\"}}"), "Thrown");
        log.LogError(new AggregateException(Thrown($"password: {Secret}")), "Nested throw");

        Assert.DoesNotContain(Secret, host.Logs.Text, StringComparison.Ordinal);
        Assert.Contains("symbol=BTCUSDT", host.Logs.Text, StringComparison.Ordinal);
        Assert.Contains("Database=d", host.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(2, host.Logs.Lines.Count(line => line.TryGetProperty("error", out var error) && error.GetProperty("type").GetString()!.StartsWith("System.", StringComparison.Ordinal)));
    }

    private static ILogger Logger(RunningHost host, string category) => host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private static InvalidOperationException Thrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException fault)
        {
            return fault;
        }
    }
}
