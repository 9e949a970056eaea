using System.Diagnostics.Metrics;
using System.Globalization;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>
/// Makes instruments for the hottest paths. They appear on <c>/metrics</c> and over OTLP like any other. Counters and gauges are
/// observed by the SDK; the SDK has no observed histogram, so <c>/metrics</c> reads those here and OTLP gets them as
/// <c>name_bucket{le}</c>, <c>name_sum</c>, <c>name_count</c>.
/// </summary>
public sealed class HotMeters(IMeterFactory meters, TelemetryOptions options)
{
    /// <summary>The meter of the histograms' parts: exported over OTLP only.</summary>
    internal const string HistogramParts = "Trading.HotHistograms";

    private readonly Lock _lock = new();
    private readonly List<HotFamily<HotHistogram>> _histograms = [];

    /// <param name="meter">The module's meter, such as <c>Trading.MarketData</c>.</param>
    public HotFamily<HotCounter> Counter(string meter, string name)
    {
        var family = new HotFamily<HotCounter>(name, labels => new HotCounter(labels));
        meters.Create(meter).CreateObservableCounter(
            name,
            () => family.Bound.Select(bound => new Measurement<long>(bound.Value.Value, bound.Value.Labels)));
        return family;
    }

    public HotFamily<HotGauge> Gauge(string meter, string name)
    {
        var family = new HotFamily<HotGauge>(name, labels => new HotGauge(labels));
        meters.Create(meter).CreateObservableGauge(
            name,
            () => family.Bound.Select(bound => new Measurement<double>(bound.Value.Value, bound.Value.Labels)));
        return family;
    }

    /// <summary>Bounds come from <see cref="BucketBounds"/> by name.</summary>
    public HotFamily<HotHistogram> Histogram(string name)
    {
        var bounds = BucketBounds.For(name, options.Buckets) ?? BucketBounds.Counts;
        var family = new HotFamily<HotHistogram>(name, labels => new HotHistogram(bounds, labels));
        lock (_lock)
        {
            _histograms.Add(family);
        }

        var parts = meters.Create(HistogramParts);
        parts.CreateObservableUpDownCounter(name + "_bucket", () => Read(family).SelectMany(Cumulative));
        parts.CreateObservableUpDownCounter(
            name + "_sum", () => Read(family).Select(read => new Measurement<double>(read.Series.Sum, read.Labels)));
        parts.CreateObservableUpDownCounter(
            name + "_count",
            () => Read(family).Select(read => new Measurement<long>(read.Series.Buckets!.Sum(), read.Labels)));
        return family;
    }

    /// <summary>Adds every hot histogram to a scrape.</summary>
    internal void Read(Dictionary<string, MetricFamily> families)
    {
        lock (_lock)
        {
            foreach (var histogram in _histograms)
            {
                if (!families.TryGetValue(histogram.Name, out var family))
                {
                    families[histogram.Name] = family = new MetricFamily(
                        histogram.Name, MetricKind.Histogram, MetricCatalogue.HelpOf(histogram.Name) ?? "");
                }

                family.Series.AddRange(histogram.Bound.Select(bound => bound.Value.Read(bound.Key)));
            }
        }
    }

    private static IEnumerable<(MetricSeries Series, KeyValuePair<string, object?>[] Labels)> Read(HotFamily<HotHistogram> family) =>
        family.Bound.Select(bound => (bound.Value.Read(bound.Key), bound.Value.Labels));

    private static IEnumerable<Measurement<long>> Cumulative((MetricSeries Series, KeyValuePair<string, object?>[] Labels) read)
    {
        long count = 0;
        for (var index = 0; index < read.Series.Buckets!.Length; index++)
        {
            count += read.Series.Buckets[index];
            var bound = index < read.Series.Bounds!.Length ? read.Series.Bounds[index].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            yield return new Measurement<long>(count, [.. read.Labels, new("le", bound)]);
        }
    }
}
