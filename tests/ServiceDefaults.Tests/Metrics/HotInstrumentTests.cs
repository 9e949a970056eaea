using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Metrics.Hot;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Tests.Metrics;

public sealed class HotInstrumentTests
{
    private static HotMeters Meters => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), new TelemetryOptions());

    [Fact]
    public void No_increment_of_many_threads_is_lost_even_when_there_are_more_than_slots()
    {
        const int Threads = 100, Each = 20_000;
        var counter = Meters.Counter("Trading.Test", "hot_total").Bind();
        var histogram = Meters.Histogram("hot_seconds").Bind();
        using var start = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            start.Wait();
            for (var i = 0; i < Each; i++)
            {
                counter.Increment();
                histogram.Record(0.5);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        start.Set();
        Array.ForEach(threads, thread => thread.Join());

        var read = histogram.Read(string.Empty);
        Assert.Equal(Threads * Each, counter.Value);
        Assert.Equal(Threads * Each, read.Buckets!.Sum());
        Assert.Equal(Threads * Each * 0.5, read.Sum);
    }

    [Fact]
    public void A_bound_instrument_allocates_nothing()
    {
        var counter = Meters.Counter("Trading.Test", "hot_total").Bind(("venue", "x"));
        var gauge = Meters.Gauge("Trading.Test", "hot_level").Bind(("venue", "x"));
        var histogram = Meters.Histogram("hot_seconds").Bind(("venue", "x"));
        void Use()
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(2);
                gauge.Set(i);
                histogram.Record(i * 0.001);
            }
        }

        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Use();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0.0005, 0)]
    [InlineData(0.001, 0)]
    [InlineData(0.0010001, 1)]
    [InlineData(10, 12)]
    [InlineData(11, 13)]
    [InlineData(double.PositiveInfinity, 13)]
    [InlineData(-1, 0)]
    public void An_observation_is_in_the_first_bucket_whose_bound_is_not_below_it(double value, int bucket)
    {
        var histogram = Meters.Histogram("hot_seconds").Bind();
        histogram.Record(value);
        Assert.Equal(bucket, Array.IndexOf(histogram.Read(string.Empty).Buckets!, 1));
    }

    [Fact]
    public void The_same_labels_are_the_same_instrument_in_any_order()
    {
        var family = Meters.Counter("Trading.Test", "hot_total");
        Assert.Same(family.Bind(("a", "1"), ("b", "2")), family.Bind(("b", "2"), ("a", "1")));
        Assert.NotSame(family.Bind(("a", "1")), family.Bind(("a", "2")));
    }
}
