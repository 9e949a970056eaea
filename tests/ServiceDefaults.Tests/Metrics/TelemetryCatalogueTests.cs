using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Trading.ServiceDefaults.Metrics;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Metrics;

/// <summary>The catalogue against the sources and the documentation. Set <c>TRADING_WRITE_DOCS=1</c> to write the page again.</summary>
public sealed partial class TelemetryCatalogueTests
{
    private static readonly string Page = Repository.PathOf("infra", "docs", "metrics.md");

    private static readonly Lazy<string> Sources = new(() => string.Join('\n', new[] { "services", "ServiceDefaults" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
        .Select(File.ReadAllText)));

    [Fact]
    public void Every_promised_metric_is_made_somewhere_and_no_pending_one_is()
    {
        var made = MetricCatalogue.Entries.Values.Where(entry => Sources.Value.Contains($"\"{entry.Name}\"", StringComparison.Ordinal)).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(MetricCatalogue.Entries.Values.Where(entry => !entry.Pending && !made.Contains(entry.Name)).Select(entry => $"{entry.Name} is promised by {entry.Owner} and made nowhere"));
        Assert.Empty(MetricCatalogue.Entries.Values.Where(entry => entry.Pending && made.Contains(entry.Name)).Select(entry => $"{entry.Name} is made: take it off the pending list"));
    }

    [Fact]
    public void Every_instrument_of_the_product_is_in_the_catalogue() => Assert.Empty(
        Instrument().Matches(Sources.Value).Select(match => match.Groups["name"].Value).Except(MetricCatalogue.Entries.Keys, StringComparer.Ordinal));

    [Fact]
    public void Names_and_units_follow_the_rules()
    {
        foreach (var entry in MetricCatalogue.Entries.Values)
        {
            Assert.Matches("^[a-z][a-z0-9_]*$", entry.Name);
            Assert.Equal(entry.Type == MetricKind.Counter, entry.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.Equal(entry.Type == MetricKind.Histogram, entry.Buckets is { Length: > 0 });
            Assert.NotEmpty(entry.Help);
            Assert.DoesNotContain(entry.Labels, label => label.EndsWith("_id", StringComparison.Ordinal) || label is "le" or "url" or "path" or "trace");
            Assert.Empty(entry.Values.Keys.Except(entry.Labels, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_page_of_all_metrics_is_made_from_the_catalogue()
    {
        var rendered = Render();
        if (Environment.GetEnvironmentVariable("TRADING_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Page, rendered);
        }

        Assert.Equal(rendered, File.ReadAllText(Page));
    }

    private static string Render()
    {
        var text = new StringBuilder("# Metrics\n\nMade from `infra/metrics/catalogue.json` by a test; do not edit. Every service serves them on `/metrics`.\n");
        foreach (var owner in MetricCatalogue.Entries.Values.GroupBy(entry => entry.Owner, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {(owner.Key == "every" ? "Every service" : owner.Key)}\n\n| metric | type | labels | meaning |\n|---|---|---|---|\n");
            foreach (var entry in owner)
            {
                var labels = string.Join(", ", entry.Labels.Select(label => entry.Values.TryGetValue(label, out var values) ? $"`{label}` ({string.Join(", ", values)})" : $"`{label}`"));
                var notes = new[]
                {
                    entry.Help,
                    entry.Buckets is { } bounds ? $"Buckets: {string.Join(' ', bounds.Select(bound => bound.ToString("R", CultureInfo.InvariantCulture)))}." : null,
                    entry.When is { } when ? $"Appears when {when}." : null,
                    entry.Pending ? "**Pending**: not emitted yet." : null,
                };
                text.Append(CultureInfo.InvariantCulture, $"| `{entry.Name}` | {entry.Type.ToString().ToLowerInvariant()} | {labels} | {string.Join(' ', notes.OfType<string>()).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"Create(Observable)?(Counter|Gauge|Histogram|UpDownCounter)(<\w+>)?\(\s*""(?<name>\w+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Instrument();
}
