using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Trading.Benchmarks.Running;
using Trading.ServiceDefaults.Metrics.Hot;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.Benchmarks.Telemetry;

/// <summary>What one measurement costs on a hot path: the bound instruments beside the SDK's own.</summary>
public sealed class TelemetryCost : IBenchmark
{
    private const int Operations = 20_000_000;

    public string Name => "telemetry-cost";

    public string Description => "counter, gauge and histogram on a hot path, one thread and two, against the SDK's";

    public async Task RunAsync(BenchmarkRun run)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var hot = new HotMeters(meters, new TelemetryOptions());
        var counter = hot.Counter("Trading.Benchmarks", "hot_total").Bind(("venue", "simulator"));
        var gauge = hot.Gauge("Trading.Benchmarks", "hot_level").Bind(("venue", "simulator"));
        var histogram = hot.Histogram("hot_seconds").Bind(("venue", "simulator"));
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("Trading.Sdk").AddReader(new BaseExportingMetricReader(new NoExporter())).Build();
        var sdk = meters.Create("Trading.Sdk");
        var sdkCounter = sdk.CreateCounter<long>("sdk_total");
        var sdkHistogram = sdk.CreateHistogram<double>("sdk_seconds");
        var label = new KeyValuePair<string, object?>("venue", "simulator");

        var results = await run.CompareAsync(
            "one thread",
            BenchmarkCase.Of("empty loop", Operations, () => _ = Empty()),
            BenchmarkCase.Of("hot counter", Operations, () => { for (var i = 0; i < Operations; i++) { counter.Increment(); } }),
            BenchmarkCase.Of("hot gauge", Operations, () => { for (var i = 0; i < Operations; i++) { gauge.Set(i); } }),
            BenchmarkCase.Of("hot histogram", Operations, () => { for (var i = 0; i < Operations; i++) { histogram.Record((i & 1023) * 0.0001); } }),
            BenchmarkCase.Of("SDK counter, one label", Operations / 10, () => { for (var i = 0; i < Operations / 10; i++) { sdkCounter.Add(1, label); } }),
            BenchmarkCase.Of("SDK histogram, one label", Operations / 10, () => { for (var i = 0; i < Operations / 10; i++) { sdkHistogram.Record((i & 1023) * 0.0001, label); } }));
        var two = await run.CompareAsync(
            "two threads on the same instrument, per operation of one thread",
            BenchmarkCase.Of("hot counter", Operations, () => Twice(() => { for (var i = 0; i < Operations; i++) { counter.Increment(); } })),
            BenchmarkCase.Of("hot gauge", Operations, () => Twice(() => { for (var i = 0; i < Operations; i++) { gauge.Set(i); } })),
            BenchmarkCase.Of("hot histogram", Operations, () => Twice(() => { for (var i = 0; i < Operations; i++) { histogram.Record((i & 1023) * 0.0001); } })));

        run.Expect("counter at most 2 ns", results[1].NanosecondsPerOperation <= 2);
        run.Expect("gauge at most 5 ns", results[2].NanosecondsPerOperation <= 5);
        run.Expect("histogram at most 15 ns", results[3].NanosecondsPerOperation <= 15);
        run.Expect("nothing allocated", results.Skip(1).Take(3).All(result => result.BytesPerOperation < 0.01));
        run.Expect("two threads: counter at most 4 ns", two[0].NanosecondsPerOperation <= 4);
        run.Expect("two threads: gauge at most 10 ns", two[1].NanosecondsPerOperation <= 10);
        run.Expect("two threads: histogram at most 30 ns", two[2].NanosecondsPerOperation <= 30);
    }

    private static long Empty()
    {
        long sum = 0;
        for (var i = 0; i < Operations; i++)
        {
            sum += i;
        }

        return sum;
    }

    private static void Twice(Action body)
    {
        var other = new Thread(() => body());
        other.Start();
        body();
        other.Join();
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class NoExporter : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
