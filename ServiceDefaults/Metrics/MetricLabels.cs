using System.Globalization;
using System.Text;
using OpenTelemetry;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>Renders labels once, in the order of their names: <c>a="1",b="x\"y"</c>.</summary>
public static class MetricLabels
{
    [ThreadStatic]
    private static StringBuilder? _text;

    [ThreadStatic]
    private static List<KeyValuePair<string, string>>? _pairs;

    public static string Render(ReadOnlyTagCollection tags)
    {
        if (tags.Count == 0)
        {
            return string.Empty;
        }

        var pairs = _pairs ??= [];
        pairs.Clear();
        foreach (var tag in tags)
        {
            pairs.Add(new(MetricNames.Sanitise(tag.Key), Text(tag.Value)));
        }

        return Render(pairs);
    }

    /// <summary>Sorts <paramref name="pairs"/> in place; of two labels with one name (after sanitising) the first stays.</summary>
    public static string Render(List<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count > 1)
        {
            pairs.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        }

        var text = _text ??= new StringBuilder();
        text.Clear();
        string? last = null;
        foreach (var (name, value) in pairs)
        {
            if (string.Equals(name, last, StringComparison.Ordinal))
            {
                continue;
            }

            last = name;
            text.Append(text.Length == 0 ? string.Empty : ",").Append(name).Append("=\"");
            Escape(text, value);
            text.Append('"');
        }

        return text.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static void Escape(StringBuilder text, string value)
    {
        if (value.AsSpan().IndexOfAny('\\', '"', '\n') < 0)
        {
            text.Append(value);
            return;
        }

        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(letter),
            };
        }
    }
}
