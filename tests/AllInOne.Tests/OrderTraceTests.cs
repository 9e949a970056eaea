using System.Net.Http.Json;
using Trading.Testing;
using Trading.Testing.Otlp;

namespace Trading.AllInOne.Tests;

/// <summary>Traces of orders under a sampler that leaves nearly everything else out.</summary>
public sealed class OrderTraceTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Every_trace_with_an_order_is_whole_under_the_rate_limited_sampler()
    {
        await using var capture = await OtlpCapture.StartAsync();
        string[] settings =
        [
            .. capture.Environment.Select(variable => $"--{variable.Key}={variable.Value}"), "--OTEL_BSP_SCHEDULE_DELAY=200",
            "--Telemetry:Sampler=RateLimited", "--Telemetry:TracesPerSecond=0.05",
        ];
        await using (var system = await WholeSystem.StartAsync(settings))
        {
            using var submitted = await system.Services.PostAsJsonAsync(
                "/orders", new { clientOrderId = "by-hand", symbol = "BTCUSDT", side = "buy", type = "market", quantity = "0.001" });
            using var denied = await system.Services.PostAsJsonAsync(
                "/orders", new { clientOrderId = "too-big", symbol = "BTCUSDT", side = "buy", type = "market", quantity = "1000000" });
            await Poll.UntilAsync(
                () => Names(capture).Count(names => names.Contains("submit intent") && names.Contains("venue place order")) >= 2
                    && Names(capture).Count(names => names.Contains("order submit") && !names.Contains("submit intent")) >= 2,
                Deadline);
        }

        // The stopped system sent what it had.
        var orders = Traces(capture).Where(trace => trace.Any(span => span.Name == "order submit")).ToList();
        Assert.All(orders, trace => Assert.Empty(Orphans(trace)));
        Assert.Contains(orders, trace => trace.Any(span => span.Name == "outbox publish"));
    }

    private static IEnumerable<IGrouping<string, CapturedSpan>> Traces(OtlpCapture capture) => capture.Spans.GroupBy(span => span.TraceId, StringComparer.Ordinal);

    private static IEnumerable<HashSet<string>> Names(OtlpCapture capture) =>
        Traces(capture).Select(trace => trace.Select(span => span.Name).ToHashSet(StringComparer.Ordinal));

    private static IEnumerable<string> Orphans(IEnumerable<CapturedSpan> trace)
    {
        var spans = trace.ToList();
        var known = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        return spans.Where(span => span.ParentSpanId.Length > 0 && !known.Contains(span.ParentSpanId))
            .Select(span => $"{span.Name} of {span.TraceId} has no parent {span.ParentSpanId} among {string.Join(", ", spans.Select(each => each.Name))}");
    }
}
