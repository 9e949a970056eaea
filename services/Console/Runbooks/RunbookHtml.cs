using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Trading.WebConsole.Runbooks;

/// <summary>
/// Turns the Markdown that the runbooks use into HTML: headings, paragraphs, lists, fenced code, and <c>code</c>, <c>*emphasis*</c>
/// and links within a line. All text is escaped first, so nothing else becomes markup.
/// </summary>
internal static partial class RunbookHtml
{
    public static string Render(string markdown)
    {
        var html = new StringBuilder();
        var open = string.Empty;
        foreach (var line in markdown.Split('\n'))
        {
            var text = line.TrimEnd();
            if (text.StartsWith("```", StringComparison.Ordinal))
            {
                open = Switch(html, open, open == "pre" ? string.Empty : "pre");
            }
            else if (open == "pre")
            {
                html.Append(WebUtility.HtmlEncode(text)).Append('\n');
            }
            else
            {
                open = Line(html, open, text);
            }
        }

        Switch(html, open, string.Empty);
        return html.ToString();
    }

    private static string Line(StringBuilder html, string open, string text)
    {
        if (text.Length == 0)
        {
            return Switch(html, open, string.Empty);
        }

        if (text[0] == '#')
        {
            var level = text.TakeWhile(letter => letter == '#').Count();
            open = Switch(html, open, string.Empty);
            html.Append("<h").Append(level).Append('>').Append(Inline(text[level..].Trim())).Append("</h").Append(level).Append(">\n");
            return open;
        }

        if (text.StartsWith("- ", StringComparison.Ordinal))
        {
            open = Switch(html, open, "ul");
            html.Append("<li>").Append(Inline(text[2..])).Append("</li>\n");
            return open;
        }

        open = Switch(html, open, "p");
        html.Append(Inline(text)).Append('\n');
        return open;
    }

    private static string Switch(StringBuilder html, string from, string to)
    {
        if (from != to)
        {
            html.Append(from.Length > 0 ? $"</{from}>\n" : string.Empty).Append(to.Length > 0 ? $"<{to}>" : string.Empty);
        }

        return to;
    }

    private static string Inline(string text)
    {
        // Code is cut out first: what stands in it is not read any further.
        var parts = text.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            var escaped = WebUtility.HtmlEncode(parts[i]);
            parts[i] = i % 2 == 1 ? $"<code>{escaped}</code>" : Emphasis().Replace(Link().Replace(escaped, "<a href=\"/runbooks/$2\">$1</a>"), "<em>$1</em>");
        }

        return string.Concat(parts);
    }

    [GeneratedRegex(@"\[([A-Za-z0-9]+)\]\(([A-Za-z0-9]+)\.md\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Emphasis();
}
