using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Trading.ServiceDefaults.Metrics;

namespace Trading.Benchmarks.Telemetry;

/// <summary>What a scrape of 10,000 series costs, in both formats.</summary>
public sealed class TelemetryScrapeCost : IBenchmark
{
    private const int Scrapes = 200;

    public string Name => "telemetry-scrape";

    public string Description => "/metrics with 10,000 series: p50 and p95 of a scrape";

    public async Task RunAsync(Running.BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var scraper = new MetricScraper(string.Empty);
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("Trading.Many").AddReader(new BaseExportingMetricReader(scraper)).Build();
        var meter = services.GetRequiredService<IMeterFactory>().Create("Trading.Many");
        for (var name = 0; name < 10; name++)
        {
            var counter = meter.CreateCounter<long>($"many_{name}_total");
            for (var series = 0; series < 1000; series++)
            {
                counter.Add(series, new("symbol", $"SYMBOL{series}"), new("venue", "simulator"));
            }
        }

        foreach (var format in Enum.GetValues<ExpositionFormat>())
        {
            var times = new double[Scrapes];
            var size = 0;
            for (var scrape = -20; scrape < Scrapes; scrape++)
            {
                var started = Stopwatch.GetTimestamp();
                size = (await scraper.ScrapeAsync(format, CancellationToken.None)).Length;
                times[Math.Max(0, scrape)] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            Array.Sort(times);
            run.Note($"{format}: p50 {times[Scrapes / 2]:0.0} ms, p95 {times[Scrapes * 95 / 100]:0.0} ms, {size:N0} bytes");
            run.Expect($"{format}: p95 below 50 ms", times[Scrapes * 95 / 100] < 50);
        }
    }
}
