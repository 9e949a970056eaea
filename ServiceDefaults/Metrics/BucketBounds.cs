namespace Trading.ServiceDefaults.Metrics;

/// <summary>Bounds of a histogram by its name: from the catalogue, else by the unit in the name.</summary>
public static class BucketBounds
{
    /// <summary>Network and API calls, in seconds.</summary>
    public static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Counts of things.</summary>
    public static readonly double[] Counts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

    /// <summary>Null: the instrument's own advice, else the SDK's bounds.</summary>
    public static double[]? For(string instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return MetricCatalogue.Entries.TryGetValue(instrument, out var entry) && entry.Buckets is { } bounds ? bounds
            : instrument.EndsWith("_seconds", StringComparison.Ordinal) ? Seconds
            : null;
    }
}
