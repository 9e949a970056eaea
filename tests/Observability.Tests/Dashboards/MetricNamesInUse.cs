using System.Text.RegularExpressions;
using Trading.Testing;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>Which metrics an expression reads, and which ones the source code makes.</summary>
internal static partial class MetricNamesInUse
{
    private static readonly string[] Foreign = ["up", "ALERTS", "rabbitmq_", "node_", "probe_", "dotnet_", "db_client_", "slo:", "service:", "endpoint:", "lp_kind:"];

    private static readonly HashSet<string> Literals =
    [
        .. ((string[])["services", "ServiceDefaults"])
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
            // Bucket bounds are listed for every name of the contract, made or not.
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("BucketBounds.cs", StringComparison.Ordinal))
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ];

    /// <summary>Names of the product's own metrics in an expression, without the suffixes of histograms.</summary>
    public static IReadOnlyList<string> Of(string expression) =>
        [.. Name().Matches(NoName().Replace(expression, " ")).Select(match => match.Value)
            .Where(name => !Array.Exists(Foreign, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(name => HistogramSuffix().Replace(name, string.Empty)).Distinct(StringComparer.Ordinal)];

    public static bool IsMade(string metric) => Literals.Contains(metric);

    [GeneratedRegex("\"([a-z][a-z0-9_]+)\"")]
    private static partial Regex Literal();

    // Matchers, windows, label lists and functions.
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)|\b\w+(?=\s*\()")]
    private static partial Regex NoName();

    [GeneratedRegex("[a-zA-Z_][a-zA-Z0-9_:]*_[a-zA-Z0-9_:]+")]
    private static partial Regex Name();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex HistogramSuffix();
}
