using System.Text.RegularExpressions;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>The queries of <c>infra/docs/queries.md</c>.</summary>
internal static partial class QueryPage
{
    public static IReadOnlyList<string> All { get; } =
        [.. Fence().Matches(File.ReadAllText(InfraFiles.PathOf("docs", "queries.md"))).Select(match => match.Groups["query"].Value)];

    [GeneratedRegex("```promql\n(?<query>.+?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
