using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trading.Benchmarks.Running;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;

namespace Trading.Benchmarks.Telemetry;

/// <summary>What a probe and a scrape of 10,000 series take, over HTTP on loopback.</summary>
public sealed class TelemetryScrapeCost : IBenchmark
{
    public string Name => "telemetry-scrape";

    public string Description => "/health, and /metrics with 10,000 series, over HTTP: p50 and p95";

    public async Task RunAsync(BenchmarkRun run)
    {
        var folder = Directory.CreateTempSubdirectory("trading-bench-");
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Database:Directory={folder.FullName}", $"--Security:KeyFile={Path.Combine(folder.FullName, "keys")}",
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
        ];
        await using var app = ServiceHost.Build(args, [new ManySeries()]);
        await app.StartAsync();
        using var meter = ManySeries.Fill(app.Services.GetRequiredService<IMeterFactory>());
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await MeasureAsync(run, http, "/health", "application/json", 5_000, 1);
        await MeasureAsync(run, http, "/metrics", "text/plain", 200, 50);
        await MeasureAsync(run, http, "/metrics", "application/openmetrics-text; version=1.0.0", 200, 50);
        await app.StopAsync();
        folder.Delete(recursive: true);
    }

    /// <param name="most">Milliseconds.</param>
    private static async Task MeasureAsync(BenchmarkRun run, HttpClient http, string path, string accept, int requests, double most)
    {
        var times = new double[requests];
        var size = 0;
        for (var request = -requests / 2; request < requests; request++)
        {
            var started = Stopwatch.GetTimestamp();
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            message.Headers.TryAddWithoutValidation("Accept", accept);
            using var response = await http.SendAsync(message);
            size = (await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            times[Math.Max(0, request)] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        var p95 = times[requests * 95 / 100];
        run.Note(string.Create(CultureInfo.InvariantCulture, $"{path} as {accept}: p50 {times[requests / 2]:0.000} ms, p95 {p95:0.000} ms, {size:N0} bytes"));
        run.Expect(string.Create(CultureInfo.InvariantCulture, $"{path}: p95 below {most} ms"), p95 < most);
    }

    private sealed class ManySeries : IModule
    {
        private const string Meter = "Trading.Many";

        public string Name => "many-series";

        public IReadOnlyList<string> TelemetrySources => [Meter];

        public IReadOnlyList<SchemaDefinition> Schemas => [];

        public static Meter Fill(IMeterFactory meters)
        {
            var meter = meters.Create(Meter);
            for (var name = 0; name < 10; name++)
            {
                var counter = meter.CreateCounter<long>($"many_{name}_total");
                for (var series = 0; series < 1000; series++)
                {
                    counter.Add(series, new("symbol", $"SYMBOL{series}"), new("venue", "simulator"));
                }
            }

            return meter;
        }

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void AddConsumers(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
