using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Metrics;
using Trading.ServiceDefaults.Metrics.Hot;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.Metrics;

public sealed class ScrapeTests
{
    private const string MeterName = "Trading.Scraped";
    private const string OpenMetrics = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

    [Theory]
    [InlineData(null, false, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", false, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/plain", false, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(OpenMetrics, true, "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    [InlineData("application/openmetrics-text;q=0.2,text/plain", false, "text/plain; version=0.0.4; charset=utf-8")]
    public async Task Both_formats_are_valid_by_the_letter(string? accept, bool open, string contentType)
    {
        await using var host = await StartAsync();
        var meter = Meter(host);
        meter.CreateCounter<long>("odd_total", description: "Says \"hi\"\\\nand goes").Add(3, new("text", "a\"b\\c\nd,e={}"), new("bad name!", "é"));
        meter.CreateHistogram<double>("wait_seconds").Record(0.3, new KeyValuePair<string, object?>("kind", "x"));
        meter.CreateGauge<double>("odd_gauge").Record(double.NaN);
        meter.CreateUpDownCounter<int>("odd_level").Add(-4);
        await host.Http.GetAsync("/nowhere");

        var (type, text) = await ScrapeAsync(host, accept);
        var parsed = StrictExposition.Parse(text, open);
        Assert.Equal(contentType, type);
        Assert.Equal(3, parsed.Samples["odd_total{bad_name_=\"é\",text=\"a\\\"b\\\\c\\nd,e={}\"}"]);
        Assert.Equal("gauge", parsed.Types["odd_level"]);
        Assert.Equal("histogram", parsed.Types["wait_seconds"]);
        Assert.Equal("counter", parsed.Types[open ? "odd" : "odd_total"]);
        Assert.Equal(open, parsed.Exemplars > 0);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say()
    {
        await using var host = await StartAsync();
        await host.Http.GetAsync("/nowhere");
        var (_, text) = await ScrapeAsync(host, null);
        var promtool = Trading.Testing.Needs.Present(
            new[] { "/usr/bin/promtool", "/usr/local/bin/promtool" }.FirstOrDefault(File.Exists),
            "promtool is not installed: infra/servers/install.sh installs it.");
        using var process = Process.Start(new ProcessStartInfo(promtool, "check metrics") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((string.Empty, 0), (said, process.ExitCode));
    }

    [Fact]
    public async Task Concurrent_scrapes_are_whole_in_stable_order_and_counters_never_go_back()
    {
        await using var host = await StartAsync();
        var counter = Meter(host).CreateCounter<long>("busy_total");
        using var stop = new CancellationTokenSource();
        var busy = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("part", (i % 50).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        });

        async Task ScrapeManyAsync(bool open)
        {
            var last = new Dictionary<string, double>(StringComparer.Ordinal);
            for (var round = 0; round < 20; round++)
            {
                var parsed = StrictExposition.Parse((await ScrapeAsync(host, open ? OpenMetrics : null)).Text, open);
                var own = parsed.Samples.Where(sample => sample.Key.StartsWith("busy_total", StringComparison.Ordinal)).ToArray();
                Assert.Equal(own.Select(sample => sample.Key).Order(StringComparer.Ordinal), own.Select(sample => sample.Key));
                foreach (var (series, value) in own)
                {
                    Assert.True(value >= last.GetValueOrDefault(series));
                    last[series] = value;
                }
            }
        }

        await Task.WhenAll(ScrapeManyAsync(true), ScrapeManyAsync(false), ScrapeManyAsync(true));
        await stop.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task Ten_thousand_series_are_scraped_within_the_allocation_budget()
    {
        await using var host = await StartAsync();
        var meter = Meter(host);
        for (var name = 0; name < 10; name++)
        {
            var counter = meter.CreateCounter<long>($"many_{name}_total");
            for (var series = 0; series < 1000; series++)
            {
                counter.Add(series, new("symbol", $"SYMBOL{series}"), new("venue", "simulator"));
            }
        }

        // A scrape with nobody before it runs on its caller's thread from end to end, so tests beside this one are not counted.
        var scraper = host.App.Services.GetRequiredService<MetricScraper>();
        _ = scraper.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var scrape = scraper.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(scrape.IsCompletedSuccessfully);
        var text = System.Text.Encoding.UTF8.GetString(await scrape);
        Assert.Equal(10_000, text.Split('\n').Count(line => line.StartsWith("many_", StringComparison.Ordinal)));

        // Times are measured by the benchmark telemetry-scrape.
        Assert.True(allocated < 5L * text.Length, $"{allocated:N0} bytes for {text.Length:N0} characters");
    }

    [Fact]
    public async Task Labels_beyond_the_limit_are_added_up_in_one_series()
    {
        await using var host = await StartAsync(("Telemetry:MaxSeriesPerMetric", "20"));
        var counter = Meter(host).CreateCounter<long>("wild_total");
        for (var id = 0; id < 500; id++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("order", id));
        }

        var series = StrictExposition.Parse((await ScrapeAsync(host, null)).Text, openMetrics: false).Samples
            .Where(sample => sample.Key.StartsWith("wild_total", StringComparison.Ordinal)).ToArray();
        Assert.InRange(series.Length, 2, 21);
        Assert.Equal(500, series.Sum(sample => sample.Value));
        Assert.Contains(series, sample => sample.Key.Contains("otel_metric_overflow=\"true\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_meters_that_feed_one_name_make_one_family()
    {
        await using var host = await StartAsync();
        var meters = host.App.Services.GetRequiredService<IMeterFactory>();
        meters.Create(MeterName).CreateCounter<long>("shared_total").Add(2);
        meters.Create("Trading.Other").CreateCounter<long>("shared_total").Add(3);

        Assert.Equal(5, StrictExposition.Parse((await ScrapeAsync(host, null)).Text, openMetrics: false).Samples["shared_total{}"]);
    }

    [Fact]
    public async Task A_token_protects_the_metrics_and_nothing_else()
    {
        await using var host = await StartAsync(("Telemetry:MetricsToken", "let-me-see"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync("/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health")).StatusCode);
        host.Http.DefaultRequestHeaders.Authorization = new("Bearer", "let-me-see");
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task Hot_instruments_are_scraped_like_any_other()
    {
        await using var host = await StartAsync();
        var hot = host.App.Services.GetRequiredService<HotMeters>();
        hot.Counter(MeterName, "hot_total").Bind(("venue", "simulator")).Add(7);
        hot.Gauge(MeterName, "hot_level").Bind().Set(1.5);
        hot.Histogram("hot_wait_seconds").Bind(("kind", "a")).Record(0.2);

        var samples = StrictExposition.Parse((await ScrapeAsync(host, OpenMetrics)).Text, openMetrics: true).Samples;
        Assert.Equal(7, samples["hot_total{venue=\"simulator\"}"]);
        Assert.Equal(1.5, samples["hot_level{}"]);
        Assert.Equal(1, samples["hot_wait_seconds_count{kind=\"a\"}"]);
        Assert.Equal(0.2, samples["hot_wait_seconds_sum{kind=\"a\"}"]);
        Assert.Equal(1, samples["hot_wait_seconds_bucket{kind=\"a\",le=\"0.25\"}"]);
        Assert.Equal(0, samples["hot_wait_seconds_bucket{kind=\"a\",le=\"0.1\"}"]);
    }

    private static Task<RunningHost> StartAsync(params (string, string)[] settings) =>
        RunningHost.StartAsync(new TestModule { TelemetrySources = [MeterName, "Trading.Other"] }, settings);

    private static Meter Meter(RunningHost host) => host.App.Services.GetRequiredService<IMeterFactory>().Create(MeterName);

    private static async Task<(string Type, string Text)> ScrapeAsync(RunningHost host, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await host.Http.SendAsync(request);
        return (response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync());
    }
}
