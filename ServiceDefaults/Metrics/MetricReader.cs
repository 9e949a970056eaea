using OpenTelemetry.Metrics;
using Trading.ServiceDefaults.Metrics.Hot;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>Copies the SDK's metrics, which are valid only during a collection, into families.</summary>
internal static class MetricReader
{
    public static void Read(Metric metric, Dictionary<string, MetricFamily> families)
    {
        var kind = KindOf(metric);
        if (kind is null || metric.MeterName == HotMeters.HistogramParts)
        {
            return;
        }

        var name = MetricNames.Of(metric, kind.Value);
        if (!families.TryGetValue(name, out var family))
        {
            families[name] = family = new MetricFamily(name, kind.Value, metric.Description);
        }
        else if (family.Kind != kind)
        {
            return;
        }

        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = MetricLabels.Render(point.Tags);
            family.Series.Add(kind == MetricKind.Histogram ? Histogram(in point, labels) : Number(metric.MetricType, in point, labels));
        }
    }

    /// <summary>
    /// A sum that may go down (<c>UpDownCounter</c>) is a gauge, and so are the thread pool's counts, which arrive as sums.
    /// </summary>
    private static MetricKind? KindOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum when IsThreadPoolGauge(metric.Name) => MetricKind.Gauge,
        MetricType.LongSum or MetricType.DoubleSum => MetricKind.Counter,
        MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic =>
            MetricKind.Gauge,
        MetricType.Histogram => MetricKind.Histogram,
        _ => null,
    };

    private static bool IsThreadPoolGauge(string name) => name is "dotnet.thread_pool.thread.count" or "dotnet.thread_pool.queue.length";

    private static MetricSeries Number(MetricType type, in MetricPoint point, string labels)
    {
        var series = new MetricSeries(labels)
        {
            Value = type switch
            {
                MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
                MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
                MetricType.LongGauge => point.GetGaugeLastValueLong(),
                _ => point.GetGaugeLastValueDouble(),
            },
        };
        if (point.TryGetExemplars(out var exemplars))
        {
            foreach (ref readonly var exemplar in exemplars)
            {
                if (exemplar.TraceId != default)
                {
                    series.Exemplars = [new(
                        type == MetricType.LongSum ? exemplar.LongValue : exemplar.DoubleValue,
                        exemplar.TraceId,
                        exemplar.SpanId,
                        exemplar.Timestamp)];
                    break;
                }
            }
        }

        return series;
    }

    private static MetricSeries Histogram(in MetricPoint point, string labels)
    {
        var bounds = new List<double>(16);
        var counts = new List<long>(17);
        foreach (var bucket in point.GetHistogramBuckets())
        {
            counts.Add(bucket.BucketCount);
            if (!double.IsPositiveInfinity(bucket.ExplicitBound))
            {
                bounds.Add(bucket.ExplicitBound);
            }
        }

        var series = new MetricSeries(labels) { Bounds = [.. bounds], Buckets = [.. counts], Sum = point.GetHistogramSum() };
        if (point.TryGetExemplars(out var exemplars))
        {
            foreach (ref readonly var exemplar in exemplars)
            {
                if (exemplar.TraceId != default)
                {
                    var bucket = Array.BinarySearch(series.Bounds, exemplar.DoubleValue);
                    (series.Exemplars ??= new MetricExemplar?[counts.Count])[bucket < 0 ? ~bucket : bucket] =
                        new(exemplar.DoubleValue, exemplar.TraceId, exemplar.SpanId, exemplar.Timestamp);
                }
            }
        }

        return series;
    }
}
