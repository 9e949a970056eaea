using Trading.AppHost;
using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>What a user sees of the way of the data, the same in every mode.</summary>
public static class Way
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Names that these parts own in TELEMETRY.md, by service.</summary>
    private static readonly Dictionary<string, string[]> Owned = new(StringComparer.Ordinal)
    {
        ["market-data"] =
        [
            "trading_ticks_received_total", "trading_ticks_processed_total", "trading_channel_utilization_percent", "trading_batches_flushed_total",
            "trading_batch_insert_duration_seconds_bucket", "trading_ws_connection_status", "trading_cache_hits_total",
            "stream_processor_events_received_total", "windows_triggered_total", "dedup_events_checked_total", "normalization_events_total",
        ],
        ["paper-trading"] = ["trading_paper_trades_total", "trading_paper_portfolio_value", "trading_paper_pnl"],
        ["order-execution"] =
        [
            "orders_total", "order_execution_duration_seconds_bucket", "order_slo_total", "risk_checks_total", "trading_halted", "outbox_pending",
        ],
    };

    private static readonly string[] OwnedByAll = ["trading_uptime_seconds", "api_requests_total", "api_request_duration_seconds_bucket", "active_api_requests"];

    public static async Task PricesMoveAsync(TradingSystem system)
    {
        var first = await Poll.UntilAsync(system.Api.PricesAsync, prices => prices.ContainsKey("BTCUSDT") && prices.ContainsKey("ETHUSDT"), Deadline);
        await Poll.UntilAsync(system.Api.PricesAsync, prices => prices["BTCUSDT"] != first["BTCUSDT"] && prices["ETHUSDT"] != first["ETHUSDT"], Deadline);
    }

    public static async Task PaperAccountsTradeAsync(TradingSystem system) =>
        Assert.NotEmpty(await Poll.UntilAsync(system.Api.PaperTradesAsync, trades => trades.Count > 0, Deadline));

    public static async Task OrdersAreFilledAsync(TradingSystem system) =>
        Assert.NotEmpty(await Poll.UntilAsync(system.Api.FilledOrdersAsync, orders => orders.Count > 0, Deadline));

    public static async Task MetricsAreServedAsync(TradingSystem system)
    {
        foreach (var (service, names) in Owned)
        {
            var lacking = await Poll.UntilAsync(
                async () =>
                {
                    var text = await system.Api.TextAsync(service, "/metrics");
                    var served = text.Split('\n').Select(line => line.Split('{', ' ')[0]).ToHashSet(StringComparer.Ordinal);
                    return string.Join(", ", names.Concat(OwnedByAll).Where(name => !served.Contains(name)));
                },
                missing => missing.Length == 0,
                TimeSpan.FromSeconds(30),
                $"{service} serves every metric that it owns");
            Assert.Empty(lacking);
        }
    }

    /// <summary>No service logged an error and none was started again.</summary>
    public static async Task NothingFailedAsync(TradingSystem system)
    {
        var failed = new List<string>();
        foreach (var service in ServicePorts.All.Keys)
        {
            failed.AddRange((await system.Api.TextAsync(service, "/metrics")).Split('\n')
                .Where(line => line.StartsWith("trading_errors_total", StringComparison.Ordinal)
                    && !line.EndsWith(" 0", StringComparison.Ordinal))
                .Select(line => $"{service}: {line}"));
        }

        Assert.Empty(failed);
        Assert.DoesNotContain(system.Output, line => line.Contains("restarting", StringComparison.Ordinal));
    }
}
