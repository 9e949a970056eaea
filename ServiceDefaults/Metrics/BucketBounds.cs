namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// Bucket bounds by instrument name: part of the telemetry contract. An instrument that is not listed gets bounds by the unit in its
/// name.
/// </summary>
public static class BucketBounds
{
    /// <summary>Network and API calls, in seconds.</summary>
    public static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Work in memory, in seconds.</summary>
    public static readonly double[] FastSeconds = [0.000001, 0.000005, 0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];

    /// <summary>Downloads, back-tests, model calls, in seconds.</summary>
    public static readonly double[] SlowSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

    /// <summary>Counts of things.</summary>
    public static readonly double[] Counts = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

    private static readonly Dictionary<string, double[]> ByName = new(StringComparer.Ordinal)
    {
        ["trading_batch_insert_duration_seconds"] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
        ["trading_paper_tick_duration_seconds"] = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5],
        ["order_execution_duration_seconds"] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        ["retry_backoff_duration_seconds"] = SlowSeconds,
        ["rate_limit_queue_wait_seconds"] = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
        ["stream_processor_event_processing_duration_seconds"] = FastSeconds,
        ["state_operation_duration_seconds"] = FastSeconds,
        ["risk_check_duration_seconds"] = FastSeconds,
        ["window_size_events"] = Counts,
        ["backtest_duration_seconds"] = SlowSeconds,
        ["scan_duration_seconds"] = SlowSeconds,
        ["llm_latency_seconds"] = SlowSeconds,
        ["feature_freshness_seconds"] = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 21_600, 86_400],
        ["gem_score_distribution"] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
        ["confidence_score_distribution"] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
        ["feature_value_distribution"] = [-100, -10, -1, -0.1, 0, 0.1, 1, 10, 100, 1_000, 10_000],
    };

    /// <summary>Null: the instrument's own advice, else the SDK's bounds.</summary>
    public static double[]? For(string instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return ByName.TryGetValue(instrument, out var bounds) ? bounds
            : instrument.EndsWith("_seconds", StringComparison.Ordinal) ? Seconds
            : null;
    }
}
