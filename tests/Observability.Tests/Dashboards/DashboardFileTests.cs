using System.Text.Json;
using Trading.Observability.Tests.Rules;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>What can be said about dashboards and rules without a running system.</summary>
public sealed class DashboardFileTests
{
    [Fact]
    public void Every_area_has_a_dashboard()
    {
        string[] areas =
        [
            "overview", "market-data", "stream-processing", "downloader", "paper-trading", "order-execution", "risk-accounts", "messaging", "databases", "runtime", "slos",
        ];
        Assert.Subset(DashboardFile.All.Select(file => file.Name).ToHashSet(StringComparer.Ordinal), areas.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(DashboardFile.All.Count, DashboardFile.All.Select(file => file.Json.GetProperty("uid").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Those of Grafana's unit ids that are used here; a wrong one is shown as text behind each number.</summary>
    private static readonly string[] Units = ["ops", "reqps", "s", "short", "percent", "percentunit", "currencyUSD", "bytes", "Bps", "bool_yes_no"];

    [Fact]
    public void Every_panel_has_a_unit_a_legend_and_thresholds()
    {
        foreach (var panel in DashboardPanel.All)
        {
            var defaults = panel.Json.GetProperty("fieldConfig").GetProperty("defaults");
            Assert.Contains(defaults.GetProperty("unit").GetString(), Units);
            var legends = panel.Json.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("legendFormat").GetString()).ToArray();
            Assert.All(legends, legend => Assert.False(string.IsNullOrWhiteSpace(legend), panel.Title));
            Assert.Equal(legends.Length, legends.Distinct(StringComparer.Ordinal).Count());

            // The first step counts from below; each further one from its value on.
            var steps = defaults.GetProperty("thresholds").GetProperty("steps").EnumerateArray().ToArray();
            Assert.Equal(JsonValueKind.Null, steps[0].GetProperty("value").ValueKind);
            var values = steps.Skip(1).Select(step => step.GetProperty("value").GetDouble()).ToArray();
            Assert.Equal(values.Order(), values);
            var type = panel.Json.GetProperty("type").GetString();
            Assert.True(type != "stat" || steps.Length > 1, $"{panel.Title}: a number needs a colour that says whether it is good");
            Assert.True(
                type != "timeseries" || steps.Length == 1 || defaults.GetProperty("custom").GetProperty("thresholdsStyle").GetProperty("mode").GetString() != "off",
                $"{panel.Title}: its thresholds are not drawn");
        }
    }

    [Fact]
    public void Panels_stand_beside_each_other_and_have_ids_of_their_own()
    {
        foreach (var file in DashboardFile.All)
        {
            var panels = file.Json.GetProperty("panels").EnumerateArray().ToArray();
            Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
            var cells = new HashSet<(int X, int Y)>();
            foreach (var panel in panels)
            {
                var (x, y, width, height) = (Grid(panel, "x"), Grid(panel, "y"), Grid(panel, "w"), Grid(panel, "h"));
                Assert.True(x + width <= 24, $"{file.Name}, {panel.GetProperty("title")} is wider than the page");
                Assert.All(
                    Enumerable.Range(x, width).SelectMany(column => Enumerable.Range(y, height).Select(row => (column, row))),
                    cell => Assert.True(cells.Add(cell), $"{file.Name}, {panel.GetProperty("title")} lies upon another"));
            }
        }
    }

    private static int Grid(JsonElement panel, string name) => panel.GetProperty("gridPos").GetProperty(name).GetInt32();

    [Fact]
    public void Panels_and_rules_read_metrics_that_exist_or_are_marked_as_pending()
    {
        foreach (var panel in DashboardPanel.All)
        {
            foreach (var metric in panel.Expressions.SelectMany(MetricNamesInUse.Of))
            {
                Assert.True(
                    MetricNamesInUse.IsMade(metric) != panel.IsPending,
                    panel.IsPending ? $"{panel.Dashboard}, {panel.Title}: {metric} is made now, take the mark off." : $"{panel.Dashboard}, {panel.Title}: nobody makes {metric}.");
            }
        }

        foreach (var rule in AlertRule.All)
        {
            foreach (var metric in MetricNamesInUse.Of(rule.Expression))
            {
                Assert.True(MetricNamesInUse.IsMade(metric) || PendingMetrics.Contains(metric), $"{rule.Name}: nobody makes {metric}.");
            }
        }
    }

    [Fact]
    public void The_page_of_queries_reads_metrics_that_the_services_make()
    {
        Assert.NotEmpty(QueryPage.All);
        Assert.All(QueryPage.All.SelectMany(MetricNamesInUse.Of), metric => Assert.True(MetricNamesInUse.IsMade(metric), metric));
    }

    /// <summary>Metrics of the contract whose owner is not built yet; alerts on them stand ready.</summary>
    private static readonly string[] PendingMetrics =
    [
        "circuit_breaker_state", "llm_tokens_used_total",
    ];
}
