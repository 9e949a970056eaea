using System.Globalization;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// Bounds of a histogram by its name: from <c>Telemetry:Buckets</c>, else from the catalogue, else by the unit in the name.
/// </summary>
public static class BucketBounds
{
    /// <summary>Network and API calls, in seconds.</summary>
    public static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Counts of things.</summary>
    public static readonly double[] Counts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

    /// <summary>Null: the instrument's own advice, else the SDK's bounds.</summary>
    /// <param name="own">Texts of <c>Telemetry:Buckets</c> by name; one that is no list of bounds is passed over, start refuses it.</param>
    public static double[]? For(string instrument, IReadOnlyDictionary<string, string> own)
    {
        return own.TryGetValue(instrument, out var text) && Parse(text) is { } chosen ? chosen
            : MetricCatalogue.Entries.TryGetValue(instrument, out var entry) && entry.Buckets is { } bounds ? bounds
            : instrument.EndsWith("_seconds", StringComparison.Ordinal) ? Seconds
            : null;
    }

    /// <summary>1 to 50 ascending numbers, separated by spaces; null when the text is something else.</summary>
    public static double[]? Parse(string text)
    {
        var bounds = new List<double>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
                || !double.IsFinite(bound)
                || (bounds.Count > 0 && bound <= bounds[^1]))
            {
                return null;
            }

            bounds.Add(bound);
        }

        return bounds.Count is > 0 and <= 50 ? [.. bounds] : null;
    }
}
