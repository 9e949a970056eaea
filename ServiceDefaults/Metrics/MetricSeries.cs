namespace Trading.ServiceDefaults.Metrics;

/// <summary>One labelled series at one moment.</summary>
/// <param name="labels">Rendered and escaped, without braces: <c>a="1",b="2"</c>; empty without labels.</param>
public sealed class MetricSeries(string labels)
{
    public string Labels { get; } = labels;

    /// <summary>Of a counter or gauge.</summary>
    public double Value { get; set; }

    /// <summary>Upper bounds of a histogram's buckets, without the last, infinite one; null for other kinds.</summary>
    public double[]? Bounds { get; init; }

    /// <summary>Observations per bucket (not cumulative), one more than <see cref="Bounds"/>.</summary>
    public long[]? Buckets { get; init; }

    public double Sum { get; set; }

    /// <summary>At most one per bucket, in the buckets' order; a counter's is the first.</summary>
    public MetricExemplar?[]? Exemplars { get; set; }

    /// <summary>Takes in another part of the same series: two modules of one process may feed one name.</summary>
    public void Merge(MetricSeries other, MetricKind kind)
    {
        if (kind == MetricKind.Gauge || kind == MetricKind.Info)
        {
            Value = other.Value;
            return;
        }

        Value += other.Value;
        Sum += other.Sum;
        if (Buckets is not null && other.Buckets is not null && Buckets.Length == other.Buckets.Length)
        {
            for (var index = 0; index < Buckets.Length; index++)
            {
                Buckets[index] += other.Buckets[index];
            }
        }

        Exemplars ??= other.Exemplars;
    }
}
