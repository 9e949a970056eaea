using System.ComponentModel.DataAnnotations;
using Trading.ServiceDefaults.Metrics;
using Trading.ServiceDefaults.Tracing;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>
/// How much telemetry is sent, and where to. Section <c>Telemetry</c>, the same in every service. Elsewhere, by their own names: levels in
/// <c>Logging:LogLevel</c>, the address of <c>/metrics</c> in <c>METRICS_ADDR</c>, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and OpenTelemetry's
/// other variables.
/// </summary>
public sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>
    /// Base address of an OpenTelemetry Collector that is sent traces, metrics and logs (OTLP over HTTP, such as
    /// <c>http://127.0.0.1:4318</c>) beside the receiver of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Empty: none.
    /// </summary>
    [RegularExpression("^https?://[^/ ]+/?$", ErrorMessage = "It must be an address such as http://127.0.0.1:4318, without a path.")]
    public string? CollectorUrl { get; set; }

    /// <summary>
    /// Base address of a Loki 3 that is sent logs by its OTLP endpoint, labelled by service and environment. Empty: none.
    /// </summary>
    [RegularExpression("^https?://[^/ ]+/?$", ErrorMessage = "It must be an address such as http://127.0.0.1:3100, without a path.")]
    public string? LokiUrl { get; set; }

    /// <summary>
    /// Bucket bounds by a histogram's name instead of the catalogue's: 1 to 50 ascending numbers, separated by spaces. Rules that read one
    /// bucket (0.1 of order execution and database queries) need that bound.
    /// </summary>
    public Dictionary<string, string> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Most label combinations of one metric; further ones are added up in one series labelled <c>otel_metric_overflow</c>.
    /// </summary>
    [Range(10, 100_000)]
    public int MaxSeriesPerMetric { get; set; } = 2_000;

    /// <summary>Seconds between two exports of metrics over OTLP.</summary>
    [Range(1, 3_600)]
    public int MetricExportIntervalSeconds { get; set; } = 10;

    /// <summary>When set, <c>/metrics</c> wants it as <c>Authorization: Bearer</c>. Empty: open to every caller that reaches the
    /// port.</summary>
    public string? MetricsToken { get; set; }

    /// <summary>Which new traces are sent. A lower share costs less and shows less.</summary>
    [EnumDataType(typeof(TraceSampling))]
    public TraceSampling Sampler { get; set; } = TraceSampling.Always;

    /// <summary>Share of traces that <see cref="TraceSampling.Ratio"/> sends, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; set; } = 0.1;

    /// <summary>What <see cref="TraceSampling.RateLimited"/> lets pass.</summary>
    [Range(0.01, 1_000_000)]
    public double TracesPerSecond { get; set; } = 10;

    /// <summary>A trace that another service began is sent when that service sent its part. Off: each service decides alone.</summary>
    public bool FollowParent { get; set; } = true;

    /// <summary>
    /// Errors, slow spans, denied and unknown orders are sent whatever the sampler says (except <see cref="TraceSampling.Never"/>). Costs
    /// the recording of all spans.
    /// </summary>
    public bool KeepNoteworthy { get; set; } = true;

    /// <summary>A span that takes longer is slow.</summary>
    [Range(1, 3_600_000)]
    public int SlowSpanMs { get; set; } = 1_000;

    /// <summary>
    /// How often one kind of log event is written, sustained. More are counted and left out, so that no fault floods the disk.
    /// </summary>
    [Range(1, 1_000_000)]
    public int LogEventsPerSecond { get; set; } = 100;

    /// <summary>How many of one kind may come at once before that limit holds.</summary>
    [Range(1, 1_000_000)]
    public int LogEventBurst { get; set; } = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, text) in Buckets)
        {
            if (!MetricCatalogue.Entries.TryGetValue(name, out var entry) || entry.Type != MetricKind.Histogram)
            {
                yield return new ValidationResult("The metric catalogue has no histogram of that name.", [$"{nameof(Buckets)}:{name}"]);
            }
            else if (BucketBounds.Parse(text) is null)
            {
                yield return new ValidationResult(
                    "It must be 1 to 50 ascending numbers, separated by spaces.", [$"{nameof(Buckets)}:{name}"]);
            }
        }
    }
}
