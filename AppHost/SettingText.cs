using System.Text.RegularExpressions;

namespace Trading.AppHost;

/// <summary>Texts with placeholders such as <c>{postgres.host}</c>.</summary>
public static partial class SettingText
{
    /// <summary>Replaces every placeholder by what <paramref name="lookup"/> says for its two parts.</summary>
    public static string Fill(string text, Func<string, string, string> lookup) =>
        Placeholder().Replace(text, match => lookup(match.Groups["owner"].Value, match.Groups["name"].Value));

    /// <summary>The placeholders of a text, in order.</summary>
    public static IEnumerable<(string Owner, string Name)> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => (match.Groups["owner"].Value, match.Groups["name"].Value));

    /// <summary>A text cut at its placeholders: literals have no owner.</summary>
    public static IEnumerable<(string? Owner, string Text)> Parts(string text)
    {
        var start = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (match.Index > start)
            {
                yield return (null, text[start..match.Index]);
            }

            yield return (match.Groups["owner"].Value, match.Groups["name"].Value);
            start = match.Index + match.Length;
        }

        if (start < text.Length)
        {
            yield return (null, text[start..]);
        }
    }

    [GeneratedRegex(@"\{(?<owner>[a-z-]+)\.(?<name>[a-z-]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
