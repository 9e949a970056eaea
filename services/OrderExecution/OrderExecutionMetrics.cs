using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution;

/// <summary>Counters and histograms of order execution; <see cref="OrderExecutionGauges"/> has what is read when scraped.</summary>
internal sealed class OrderExecutionMetrics : IRiskProbe
{
    public const string Name = "Trading.OrderExecution";

    private static readonly double[] ExecutionBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private static readonly double[] RiskBuckets = [1e-6, 5e-6, 1e-5, 5e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1];

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
        _orders = meter.CreateCounter<long>("orders_total", description: "Orders by the state they reached.");
        _execution = meter.CreateHistogram(
            "order_execution_duration_seconds", "s", "From the request to the outcome at the venue or in the internal book.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ExecutionBuckets });
        _slo = meter.CreateCounter<long>("order_slo_total", description: "Orders within the objective (met) and beyond it (missed).");
        _rejections = meter.CreateCounter<long>("order_rejections_total", description: "Denials by risk rule and rejections by venue error class.");
        _riskChecks = meter.CreateCounter<long>("risk_checks_total", description: "Verdicts of each risk rule.");
        _riskDuration = meter.CreateHistogram(
            "risk_check_duration_seconds",
            "s",
            "Time of one rule's check.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RiskBuckets });
        _haltCancels = meter.CreateCounter<long>("halt_cancels_total", description: "Cancels of a halt: confirmed, ended otherwise, or unresolved and tried again.");
        _lpLatency = meter.CreateHistogram("lp_latency_seconds", "s", "Round trips to a liquidity provider.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.. ExecutionBuckets, 5, 10] });
        _lpQuotes = meter.CreateCounter<long>("lp_quotes_total", description: "Reference prices taken from a liquidity provider.");
        _lpOrders = meter.CreateCounter<long>("lp_orders_total", description: "Orders sent to a liquidity provider.");
        _lpRejects = meter.CreateCounter<long>("lp_rejects_total", description: "Orders that a liquidity provider refused.");
        _balanceDifferences = meter.CreateCounter<long>(
            "account_balance_differences_total", description: "Times that a balance at the venue began to differ from what fills and fees explain.");
    }

    public void OrderReached(Order order, OrderStatus status)
    {
        if (status is OrderStatus.Accepted or OrderStatus.Filled or OrderStatus.PartiallyFilled or OrderStatus.Rejected or OrderStatus.Cancelled or OrderStatus.Expired)
        {
            _orders.Add(
                1,
                new("order_type", MetricText.Of(order.Type)),
                new("symbol", order.Symbol),
                new("route", StoredText.Of(order.Route)),
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
            new("route", StoredText.Of(order.Route)));
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
