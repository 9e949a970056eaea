using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Json;

namespace Trading.ServiceDefaults.Problems;

/// <summary>
/// Says which parameter of the path, the query or a header could not be read, without the type that the program gives it.
/// </summary>
internal static partial class ParameterFault
{
    /// <summary>What a <see cref="BadHttpRequestException"/> about a null character in the query says.</summary>
    public const string NullInQuery = "must not hold the character U+0000 (%00).";

    private const int LongestEcho = 64;

    private static (string Member, string Message) NoBody => ("body", "is needed, as JSON.");

    public static (string Member, string Message)? Explain(BadHttpRequestException fault, Endpoint? endpoint)
    {
        if (Unreadable().Match(fault.Message) is { Success: true } unreadable)
        {
            var name = unreadable.Groups["name"].Value;
            var value = unreadable.Groups["value"].Value;
            var type = endpoint?.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
                .FirstOrDefault(parameter => parameter.Name == name)?.ParameterType;
            return (name, $"'{Echo(value)}' must be {BodyContract.RuleOf(type, ProductJson.Options)}.");
        }

        if (fault.Message == NullInQuery)
        {
            return ("query", fault.Message);
        }

        if (fault.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal))
        {
            return NoBody;
        }

        return Absent().Match(fault.Message) is { Success: true } absent
            ? absent.Groups["where"].Value == "body"
                ? NoBody
                : (absent.Groups["name"].Value, $"is needed in the {absent.Groups["where"].Value}.")
            : null;
    }

    /// <summary>What a caller sent, no longer than an answer may repeat it.</summary>
    public static string Echo(string value) => value.Length > LongestEcho ? value[..LongestEcho] + "..." : value;

    [GeneratedRegex(
        "^Failed to bind parameter \"[^\"]* (?<name>[^\" ]+)\" from \"(?<value>.*)\"\\.$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000)]
    private static partial Regex Unreadable();

    [GeneratedRegex(
        "^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided from (?<where>[a-z ]+)\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Absent();
}
