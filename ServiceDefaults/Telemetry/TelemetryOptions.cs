using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>How much is told, and to whom. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Most label combinations of one metric; further ones are added up in one series labelled <c>otel_metric_overflow</c>.</summary>
    [Range(10, 100_000)]
    public int MaxSeriesPerMetric { get; set; } = 2_000;

    /// <summary>Seconds between two exports of metrics over OTLP.</summary>
    [Range(1, 3_600)]
    public int MetricExportIntervalSeconds { get; set; } = 10;
}
