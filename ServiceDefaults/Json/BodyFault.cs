using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trading.ServiceDefaults.Json;

/// <summary>
/// Says in the words of the API why a body could not be read: which member, what is wrong with it, what is right. The serializer's own
/// sentences name types of the program; none of them leaves it but those about the grammar of JSON.
/// </summary>
internal static partial class BodyFault
{
    private const int LongestName = 64;

    /// <summary>The member's path, such as <c>symbols[1]</c> (or <c>body</c>), and the sentence about it.</summary>
    public static (string Member, string Message) Explain(JsonException fault, Type? body, JsonSerializerOptions options)
    {
        var path = PathOf(fault);
        if (fault is NullElementException nothing)
        {
            // The reader stands at the list itself or at its last element, by how much of the body had come.
            path = [.. path.SkipLast(BodyContract.IsCollection(BodyContract.TypeAt(body, path, options), options) ? 0 : 1), nothing.Place];
        }

        var member = string.Concat(path.Select((name, i) => (i == 0 || name.StartsWith('[') ? string.Empty : ".") + Short(name)));
        return (member.Length == 0 ? "body" : member, Message(fault, path, body, options));
    }

    private static string Message(JsonException fault, List<string> path, Type? body, JsonSerializerOptions options)
    {
        var text = fault.Message;
        return text switch
        {
            _ when fault.InnerException is JsonException => Position().Replace(text, string.Empty),
            _ when text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => Unknown(path, body, options),
            _ when text.StartsWith("Duplicate propert", StringComparison.Ordinal) => "is given more than once.",
            _ when text.Contains("allow setting null values", StringComparison.Ordinal)
                || text.Contains("allow null values", StringComparison.Ordinal) => "must not be null.",
            _ when Missing().Match(text) is { Success: true } missing =>
                $"needs {string.Join(", ", missing.Groups["name"].Captures.Select(name => name.Value))}.",
            // The serializer puts the place behind its other sentences. Who threw cannot be asked: a converter may be inlined into it.
            _ when !Position().IsMatch(text) => text,
            _ => $"must be {BodyContract.RuleOf(BodyContract.TypeAt(body, path, options), options)}.",
        };
    }

    private static string Unknown(List<string> path, Type? body, JsonSerializerOptions options)
    {
        var members = BodyContract.MembersOf(BodyContract.TypeAt(body, path.SkipLast(1), options), options);
        return NearestName.Of(path[^1], members) is { } meant
            ? $"is no member here; did you mean {meant}?"
            : $"is no member here; the members are {string.Join(", ", members)}.";
    }

    private static string Short(string name) => name.Length > LongestName ? name[..LongestName] + "..." : name;

    /// <summary>Splits <c>$.orders[1]['a b']</c> into <c>orders</c>, <c>[1]</c> and <c>a b</c>.</summary>
    private static List<string> PathOf(JsonException fault) =>
        [.. Step().Matches(fault.Path ?? string.Empty)
            .Select(step => step.Groups["quoted"].Success ? step.Groups["quoted"].Value : step.Groups["plain"].Value)];

    [GeneratedRegex(
        @"\['(?<quoted>.*?)'\](?=$|\.|\[)|(?<plain>\[\d+\])|\.(?<plain>[^.\[]+)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"was missing required properties including: ('(?<name>[^']+)'(, |;)?\s*)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex(@" Path: [^|]*\|.*$", RegexOptions.Singleline, 1000)]
    private static partial Regex Position();
}
