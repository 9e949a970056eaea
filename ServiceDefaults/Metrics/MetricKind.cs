namespace Trading.ServiceDefaults.Metrics;

/// <summary>The metric types of the exposition formats that this product uses.</summary>
public enum MetricKind
{
    Counter = 0,
    Gauge = 1,
    Histogram = 2,
    Info = 3,
}
