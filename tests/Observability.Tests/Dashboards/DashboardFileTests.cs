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

    [Fact]
    public void Every_panel_has_a_unit_a_legend_and_thresholds()
    {
        foreach (var panel in DashboardPanel.All)
        {
            var defaults = panel.Json.GetProperty("fieldConfig").GetProperty("defaults");
            Assert.False(string.IsNullOrEmpty(defaults.GetProperty("unit").GetString()), panel.Title);
            Assert.NotEmpty(defaults.GetProperty("thresholds").GetProperty("steps").EnumerateArray());
            Assert.All(panel.Json.GetProperty("targets").EnumerateArray(), target => Assert.NotEqual(string.Empty, target.GetProperty("legendFormat").GetString()));
        }
    }

    [Fact]
    public void Panels_and_rules_read_metrics_that_the_services_make_or_say_that_they_are_pending()
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

    /// <summary>Metrics of the contract whose owner is not built yet; alerts on them stand ready.</summary>
    private static readonly string[] PendingMetrics =
    [
        "state_size_bytes", "state_evictions_total", "circuit_breaker_state", "llm_tokens_used_total",
    ];
}
