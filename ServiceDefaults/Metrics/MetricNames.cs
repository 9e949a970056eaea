using System.Text;
using OpenTelemetry.Metrics;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// The name of an instrument on <c>/metrics</c>. The product's own meters (<c>Trading.*</c>) use their names as they are; a library's
/// name is made valid and gets its unit and, for a counter, <c>_total</c>.
/// </summary>
internal static class MetricNames
{
    public static string Of(Metric metric, MetricKind kind) =>
        Of(metric.Name, metric.Unit, kind, metric.MeterName.StartsWith("Trading.", StringComparison.Ordinal));

    public static string Of(string instrument, string? unit, MetricKind kind, bool own)
    {
        var name = Sanitise(instrument);
        if (!own)
        {
            var suffix = UnitSuffix(unit, kind);
            if (suffix.Length > 0 && !name.EndsWith(suffix, StringComparison.Ordinal))
            {
                name += suffix;
            }
        }

        if (!own && kind != MetricKind.Histogram && name.EndsWith("_count", StringComparison.Ordinal))
        {
            // The suffix is reserved for histograms: dotnet.thread_pool.thread.count is dotnet_thread_pool_threads.
            name = name.EndsWith("y_count", StringComparison.Ordinal) ? name[..^"y_count".Length] + "ies" : name[..^"_count".Length] + "s";
        }

        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>Letters, digits and <c>_</c>, not starting with a digit.</summary>
    public static string Sanitise(string name)
    {
        var valid = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (var letter in name)
        {
            valid &= char.IsAsciiLetterOrDigit(letter) || letter == '_';
        }

        if (valid)
        {
            return name;
        }

        var text = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            text.Append('_');
        }

        foreach (var letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return text.ToString();
    }

    private static string UnitSuffix(string? unit, MetricKind kind) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "us" => "_microseconds",
        "ns" => "_nanoseconds",
        "By" => "_bytes",
        "%" => "_percent",
        "1" when kind == MetricKind.Gauge => "_ratio",
        _ => string.Empty,
    };
}
