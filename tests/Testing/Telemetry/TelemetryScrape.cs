using System.Globalization;
using System.Text.RegularExpressions;

namespace Trading.Testing.Telemetry;

/// <summary>The families of one scrape in Prometheus text: type, label names, bucket bounds.</summary>
public sealed partial class TelemetryScrape
{
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SortedSet<string>> Labels { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SortedSet<double>> Bounds { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Series { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the text that <c>/metrics</c> answers without an <c>Accept</c> header.</summary>
    public static TelemetryScrape Parse(string text)
    {
        var scrape = new TelemetryScrape();
        var family = string.Empty;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                family = parts[2];
                scrape.Types[family] = parts[3];
                scrape.Labels[family] = new(StringComparer.Ordinal);
                scrape.Bounds[family] = [];
            }
            else if (line[0] != '#')
            {
                scrape.Series[family] = scrape.Series.GetValueOrDefault(family) + 1;
                foreach (Match label in Label().Matches(line))
                {
                    if (label.Groups["name"].Value != "le")
                    {
                        scrape.Labels[family].Add(label.Groups["name"].Value);
                    }
                    else if (label.Groups["value"].Value != "+Inf")
                    {
                        scrape.Bounds[family].Add(double.Parse(label.Groups["value"].Value, CultureInfo.InvariantCulture));
                    }
                }
            }
        }

        return scrape;
    }

    [GeneratedRegex("""(?<name>[a-zA-Z_]\w*)="(?<value>([^"\\]|\\.)*)"[,}]""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Label();
}
