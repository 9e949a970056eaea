using System.Globalization;
using System.Text.RegularExpressions;

namespace Trading.ServiceDefaults.Tests.Metrics;

/// <summary>
/// Reads an exposition and refuses whatever the format does not allow: unknown types, samples outside their family, families or series
/// that come twice, bad names, bad escapes, buckets that fall, counts that differ from the infinite bucket, a missing end.
/// </summary>
public sealed partial class StrictExposition
{
    private readonly bool _open;
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private string _family = string.Empty;
    private string _type = string.Empty;

    private StrictExposition(bool open) => _open = open;

    /// <summary>By name with labels, as written.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public IReadOnlyDictionary<string, string> Types => _types;

    public int Exemplars { get; private set; }

    public static StrictExposition Parse(string text, bool openMetrics)
    {
        var parsed = new StrictExposition(openMetrics);
        Check(text.EndsWith('\n') && !text.Contains('\r', StringComparison.Ordinal), "lines end in \\n");
        var lines = text[..^1].Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (openMetrics && index == lines.Length - 1)
            {
                Check(lines[index] == "# EOF", "the last line is # EOF");
                break;
            }

            parsed.Line(lines[index]);
        }

        parsed.CheckHistograms();
        return parsed;
    }

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException(what);
        }
    }

    private void Line(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            Begin(line.Split(' ', 4)[2]);
            Check(!BadHelpEscape().IsMatch(line), $"escapes of {line}");
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var parts = line.Split(' ');
            Check(parts.Length == 4, line);
            if (parts[2] != _family)
            {
                Begin(parts[2]);
            }

            _type = parts[3];
            Check(_type is "counter" or "gauge" or "histogram" || (_open && _type == "info"), $"type of {line}");
            Check(!_open || _type != "counter" || !parts[2].EndsWith("_total", StringComparison.Ordinal), $"an OpenMetrics counter family has no _total: {line}");
            _types.Add(parts[2], _type);
        }
        else
        {
            Check(!line.StartsWith('#'), $"comment {line}");
            Sample(line);
        }
    }

    private void Begin(string family)
    {
        Check(_families.Add(family), $"family {family} comes twice");
        Check(Name().IsMatch(family), $"name {family}");
        _family = family;
        _type = string.Empty;
    }

    private void Sample(string line)
    {
        var match = SampleLine().Match(line);
        Check(match.Success, $"sample {line}");
        var name = match.Groups["name"].Value;
        var labels = match.Groups["labels"].Value;
        string[] allowed = (_type, _open) switch
        {
            ("counter", true) => [_family + "_total"],
            ("info", _) => [_family + "_info"],
            ("histogram", _) => [_family + "_bucket", _family + "_sum", _family + "_count"],
            _ => [_family],
        };
        Check(allowed.Contains(name, StringComparer.Ordinal), $"{name} inside {_family} of type {_type}");
        var rest = labels;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var label = Label().Match(rest);
            Check(label.Success && seen.Add(label.Groups["name"].Value), $"labels of {line}");
            rest = rest[label.Length..];
        }

        Check(_samples.TryAdd(name + "{" + labels + "}", Number(match.Groups["value"].Value)), $"series comes twice: {line}");
        if (match.Groups["exemplar"].Success)
        {
            Check(_open && (name.EndsWith("_bucket", StringComparison.Ordinal) || name.EndsWith("_total", StringComparison.Ordinal)), $"exemplar of {line}");
            Exemplars++;
        }
    }

    private void CheckHistograms()
    {
        foreach (var (family, _) in _types.Where(type => type.Value == "histogram"))
        {
            var buckets = _samples.Where(sample => sample.Key.StartsWith(family + "_bucket{", StringComparison.Ordinal))
                .GroupBy(sample => Le().Replace(sample.Key[(family + "_bucket").Length..], string.Empty), StringComparer.Ordinal);
            foreach (var series in buckets)
            {
                var ordered = series.Select(sample => (Bound: Number(Le().Match(sample.Key).Groups["bound"].Value), sample.Value)).ToArray();
                Check(ordered.SequenceEqual(ordered.OrderBy(bucket => bucket.Bound)), $"bounds of {family} rise");
                Check(ordered.Zip(ordered.Skip(1)).All(pair => pair.First.Value <= pair.Second.Value), $"buckets of {family} never fall");
                Check(double.IsPositiveInfinity(ordered[^1].Bound), $"{family} ends in +Inf");
                Check(_samples[family + "_count" + series.Key].Equals(ordered[^1].Value), $"count of {family}{series.Key}");
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([^"{}]|"([^"\\]|\\[\\n"])*")*)\})? (?<value>[-+0-9.eEInfNa]+)(?<exemplar> # \{trace_id="[0-9a-f]{32}",span_id="[0-9a-f]{16}"\} [-+0-9.eE]+ [0-9.]+)?$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="([^"\\\n]|\\[\\n"])*"(,|$)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(""",?le="(?<bound>[^"]*)"|(?<=^)\{\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Le();

    [GeneratedRegex("""\\(?![\\n"])""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BadHelpEscape();
}
