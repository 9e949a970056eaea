namespace Trading.Observability.Tests.Rules;

/// <summary>What is promised to operators, written down a second time: a rule that is changed alone fails here.</summary>
public sealed class DocumentedThresholdTests
{
    [Theory]
    [InlineData("HighChannelBackpressure", "critical", "> 80", "2m")]
    [InlineData("WebSocketDisconnected", "critical", "== 0", "30s")]
    [InlineData("HighBatchFailureRate", "critical", "> 0.1", "5m")]
    [InlineData("APIWeightExhaustion", "critical", "> 0.9", "1m")]
    [InlineData("High429ErrorRate", "critical", "> 0.1", "5m")]
    [InlineData("ServiceDown", "critical", "== 0", "1m")]
    [InlineData("HighErrorRate", "critical", "> 0.05", "5m")]
    [InlineData("HighLatencyP99", "critical", ":p99 > 1", "5m")]
    [InlineData("OrderLatencyCritical", "critical", ":p95 > 2", null)]
    [InlineData("LpDisconnected", "critical", "== 0", "30s")]
    [InlineData("DatabasePoolExhaustion", "critical", "> 0.9", null)]
    [InlineData("MessagingLag", "critical", "> 10000", null)]
    [InlineData("LowCacheHitRate", "critical", "< 0.5", null)]
    [InlineData("StateGrowthCritical", "critical", "* 3600 > 10e9", null)]
    [InlineData("TradingHalted", "critical", "== 1", "0s")]
    [InlineData("BalanceDiffers", "critical", "!= 0", "30s")]
    [InlineData("HaltCancelsUnresolved", "critical", "> 0", "1m")]
    [InlineData("MarginCritical", "critical", "> 0.9", null)]
    [InlineData("HighDownloadFailureRate", "warning", "> 0.05", "10m")]
    [InlineData("DownloadRequestsSlow", "warning", ":p95 > 5", "5m")]
    [InlineData("LpLatencyHigh", "warning", ":p95 > 1", "5m")]
    [InlineData("AccountEquityFell", "warning", "< 0.8 *", "1m")]
    [InlineData("OrderLatencyHigh", "warning", ":p95 > 0.5", null)]
    [InlineData("OrderSloViolation", "warning", "< 0.95", null)]
    [InlineData("OrderErrorRate", "warning", "> 0.05", null)]
    [InlineData("ModerateErrorRate", "warning", "> 0.01", null)]
    [InlineData("ApiKeyGuessing", "warning", "> 20", "0s")]
    [InlineData("HighBackpressure", "warning", "> 1", null)]
    [InlineData("HighWatermarkLag", "warning", "> 10", null)]
    [InlineData("ManyLateEvents", "warning", "> 0.01", null)]
    [InlineData("DatabasePoolHigh", "warning", "> 0.7", null)]
    [InlineData("HighMemory", "warning", "> 0.9", null)]
    [InlineData("HighCpu", "warning", "> 0.9", null)]
    [InlineData("SlowDatabaseQueries", "warning", ":p95 > 0.1", null)]
    [InlineData("CacheEvictionsHigh", "warning", "> 100", null)]
    [InlineData("MarginHigh", "warning", "> 0.7", null)]
    [InlineData("PositionExposureHigh", "warning", "> 2 *", null)]
    [InlineData("CircuitBreakerOpen", "warning", "== 1", null)]
    [InlineData("ScanErrorRate", "warning", "> 0.05", "5m")]
    [InlineData("ApiLatencyHigh", "warning", ":p95 > 2", "5m")]
    [InlineData("ThreadPoolStarvation", "warning", "> 100", null)]
    [InlineData("SpoolGrowing", "warning", "> 0", null)]
    [InlineData("OutboxStuck", "warning", "> 30", null)]
    [InlineData("DataGapUnhealed", "warning", "> 0", null)]
    [InlineData("PaperLiveDrift", "warning", "> 0", "2m")]
    [InlineData("StrategyFaulted", "warning", "> 0", null)]
    public void The_rule_is_as_documented(string name, string severity, string condition, string? forTime)
    {
        var rule = AlertRule.Named(name);
        Assert.Equal(severity, rule.Severity);
        Assert.Matches($"{System.Text.RegularExpressions.Regex.Escape(condition)}(?![0-9.])", rule.Expression);
        if (forTime is not null)
        {
            Assert.Equal(forTime, rule.For);
        }
    }

    [Fact]
    public void Every_alert_says_what_it_is_about()
    {
        foreach (var rule in AlertRule.All)
        {
            Assert.Contains(rule.Severity, (string[])["critical", "warning", "info"]);
            Assert.False(string.IsNullOrWhiteSpace(rule.Summary), rule.Name);
            Assert.False(string.IsNullOrWhiteSpace(rule.Description), rule.Name);
        }

        Assert.Equal(AlertRule.All.Count, AlertRule.All.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());
    }
}
