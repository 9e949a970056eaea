using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution;

/// <summary>Counters and histograms of order execution; <see cref="OrderExecutionGauges"/> has what is read when scraped.</summary>
internal sealed class OrderExecutionMetrics : IRiskProbe
{
    public const string Name = "Trading.OrderExecution";


    private readonly Counter<long> _orders;
    private readonly Histogram<double> _execution;
    private readonly Counter<long> _slo;
    private readonly Counter<long> _rejections;
    private readonly Counter<long> _riskChecks;
    private readonly Histogram<double> _riskDuration;
    private readonly Counter<long> _haltCancels;
    private readonly Histogram<double> _lpLatency;
    private readonly Counter<long> _lpQuotes;
    private readonly Counter<long> _lpOrders;
    private readonly Counter<long> _lpRejects;
    private readonly Counter<long> _balanceDifferences;

    public OrderExecutionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _orders = meter.CreateCounter<long>("orders_total");
        _execution = meter.CreateHistogram<double>("order_execution_duration_seconds", "s");
        _slo = meter.CreateCounter<long>("order_slo_total");
        _rejections = meter.CreateCounter<long>("order_rejections_total");
        _riskChecks = meter.CreateCounter<long>("risk_checks_total");
        _riskDuration = meter.CreateHistogram<double>("risk_check_duration_seconds", "s");
        _haltCancels = meter.CreateCounter<long>("halt_cancels_total");
        _lpLatency = meter.CreateHistogram<double>("lp_latency_seconds", "s");
        _lpQuotes = meter.CreateCounter<long>("lp_quotes_total");
        _lpOrders = meter.CreateCounter<long>("lp_orders_total");
        _lpRejects = meter.CreateCounter<long>("lp_rejects_total");
        _balanceDifferences = meter.CreateCounter<long>("account_balance_differences_total");
    }

    public void OrderReached(Order order, OrderStatus status)
    {
        if (status is OrderStatus.Accepted or OrderStatus.Filled or OrderStatus.PartiallyFilled or OrderStatus.Rejected
            or OrderStatus.Cancelled or OrderStatus.Expired)
        {
            _orders.Add(
                1,
                new("order_type", MetricText.Of(order.Type)),
                new("symbol", order.Symbol),
                new("route", EnumNames.Of(order.Route)),
                new("status", MetricText.Of(status)));
        }
    }

    /// <summary>Recorded inside the order's span, so that the bucket's exemplar leads to its trace.</summary>
    public void Executed(Order order, TimeSpan elapsed, bool met)
    {
        _execution.Record(
            elapsed.TotalSeconds,
            new("order_type", MetricText.Of(order.Type)),
            new("symbol", order.Symbol),
            new("route", EnumNames.Of(order.Route)));
        _slo.Add(1, new KeyValuePair<string, object?>("outcome", met ? "met" : "missed"));
    }

    public void Refused(string reason) => _rejections.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public long Timestamp() => Stopwatch.GetTimestamp();

    public void Checked(RiskRule rule, bool passed, long startTimestamp)
    {
        var result = new KeyValuePair<string, object?>("result", passed ? "passed" : "denied");
        var name = new KeyValuePair<string, object?>("rule", rule.Name);
        _riskChecks.Add(1, name, result);
        _riskDuration.Record(Stopwatch.GetElapsedTime(startTimestamp).TotalSeconds, name, result);
    }

    public void HaltCancel(string result) => _haltCancels.Add(1, new KeyValuePair<string, object?>("result", result));

    public void LpLatency(string lp, LpLatencyKind kind, TimeSpan elapsed) => _lpLatency.Record(
        elapsed.TotalSeconds, new KeyValuePair<string, object?>("lp", lp), new KeyValuePair<string, object?>("kind", MetricText.Of(kind)));

    public void LpQuote(string lp, string symbol) => _lpQuotes.Add(1, new("lp", lp), new("symbol", symbol));

    public void LpOrder(string lp, string symbol) => _lpOrders.Add(1, new("lp", lp), new("symbol", symbol));

    public void BalanceDiffers() => _balanceDifferences.Add(1);

    public void LpReject(string lp, string symbol) => _lpRejects.Add(1, new("lp", lp), new("symbol", symbol));
}
