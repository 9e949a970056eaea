namespace Trading.OrderExecution.Execution;

/// <summary>Milliseconds.</summary>
internal sealed record LatencyPercentiles(double P50, double P95, double P99);
