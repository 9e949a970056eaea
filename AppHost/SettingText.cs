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

    [GeneratedRegex(@"\{(?<owner>[a-z-]+)\.(?<name>[a-z-]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
