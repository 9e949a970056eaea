namespace Trading.Observability.Tests.Collector;

/// <summary>
/// Options of the collector's components that the configuration uses, from their documentation (collector and contrib 0.116). An option
/// that is not here is refused, as the collector itself refuses it at start.
/// </summary>
internal static class CollectorOptions
{
    public static readonly Dictionary<string, string[]> ByComponent = new(StringComparer.Ordinal)
    {
        ["receivers/otlp"] = ["protocols/grpc/endpoint", "protocols/http/endpoint"],
        ["processors/memory_limiter"] = ["check_interval", "limit_percentage", "spike_limit_percentage", "limit_mib", "spike_limit_mib"],
        ["processors/batch"] = ["timeout", "send_batch_size", "send_batch_max_size", "metadata_keys", "metadata_cardinality_limit"],
        ["processors/tail_sampling"] = ["decision_wait", "num_traces", "expected_new_traces_per_sec", "policies"],
        ["exporters/otlp"] = ["endpoint", "tls/insecure", "timeout", "compression"],
        ["exporters/otlphttp"] = ["endpoint", "tls/insecure", "timeout", "compression", "encoding"],
        ["exporters/prometheus"] = ["endpoint", "add_metric_suffixes", "enable_open_metrics", "metric_expiration", "send_timestamps", "namespace", "const_labels", "resource_to_telemetry_conversion/enabled"],
        ["extensions/health_check"] = ["endpoint", "path"],
    };

    /// <summary>By type of a tail-sampling policy: those of its block.</summary>
    public static readonly Dictionary<string, string[]> ByPolicy = new(StringComparer.Ordinal)
    {
        ["always_sample"] = [],
        ["status_code"] = ["status_codes"],
        ["latency"] = ["threshold_ms", "upper_threshold_ms"],
        ["string_attribute"] = ["key", "values", "enabled_regex_matching", "cache_max_size", "invert_match"],
        ["boolean_attribute"] = ["key", "value", "invert_match"],
        ["numeric_attribute"] = ["key", "min_value", "max_value", "invert_match"],
        ["probabilistic"] = ["hash_salt", "sampling_percentage"],
        ["rate_limiting"] = ["spans_per_second"],
    };
}
