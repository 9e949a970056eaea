using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Scanner.Features;

namespace Trading.Scanner;

/// <summary>Meter and activity source of the scanner. Names and labels are the product's telemetry contract.</summary>
internal sealed class ScannerMetrics : IDisposable
{
    public const string Source = "Trading.Scanner";

    private const string MarketStore = "market-store";

    private readonly Meter _meter = new(Source);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _errors;
    private readonly Histogram<double> _gemScore;
    private readonly Histogram<double> _confidence;
    private readonly Counter<long> _flagged;
    private readonly Counter<long> _sourceRequests;
    private readonly Counter<long> _sourceErrors;
    private readonly Histogram<double> _sourceLatency;
    private readonly Counter<long> _valid;
    private readonly Counter<long> _warned;
    private readonly Counter<long> _invalid;
    private readonly Histogram<double> _featureValue;
    private readonly Histogram<double> _freshness;
    private readonly Histogram<double> _writeDuration;

    public ScannerMetrics()
    {
        _requests = _meter.CreateCounter<long>("scan_requests_total", description: "Scans of a symbol.");
        _duration = _meter.CreateHistogram<double>("scan_duration_seconds", "s", "Time to scan one symbol.");
        _errors = _meter.CreateCounter<long>("scan_errors_total", description: "Scans that failed.");
        _gemScore = Histogram("gem_score_distribution", "Scores given, 0 to 100.", [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        _confidence = Histogram("confidence_score_distribution", "Confidences given, 0 to 1.", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
        _flagged = _meter.CreateCounter<long>("flagged_tokens_total", description: "Flags set on scanned symbols.");
        _sourceRequests = _meter.CreateCounter<long>("data_source_requests_total", description: "Reads of a data source.");
        _sourceErrors = _meter.CreateCounter<long>("data_source_errors_total", description: "Reads of a data source that failed.");
        _sourceLatency = _meter.CreateHistogram<double>("data_source_latency_seconds", "s", "Time of a data source's answer.");
        _valid = _meter.CreateCounter<long>("feature_validation_success_total", description: "Features that were finite and fresh.");
        _warned = _meter.CreateCounter<long>("feature_validation_warnings_total", description: "Features from data that is thin or old.");
        _invalid = _meter.CreateCounter<long>("feature_validation_failures_total", description: "Features that were not finite.");
        _featureValue = Histogram("feature_value_distribution", "Values of features.", [-10, -5, -2, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 2, 5, 10]);
        _freshness = Histogram("feature_freshness_seconds", "Age of the newest bar behind a feature.", [0.5, 1, 2, 5, 10, 30, 60, 300, 3600]);
        _writeDuration = _meter.CreateHistogram<double>("feature_write_duration_seconds", "s", "Time to store a scan's features.");
    }

    public ActivitySource Activities { get; } = new(Source);

    /// <param name="status"><c>completed</c>, <c>noData</c> or <c>failed</c>.</param>
    public void Scanned(string symbol, string status, TimeSpan duration)
    {
        _requests.Add(1, new("symbol", symbol), new("status", status));
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("status", status));
    }

    public void Failed(string error) => _errors.Add(1, new KeyValuePair<string, object?>("error", error));

    public void Assessed(SymbolFeatures features, Assessment assessment)
    {
        _gemScore.Record(assessment.GemScore);
        _confidence.Record(assessment.Confidence);
        foreach (var flag in assessment.Flags)
        {
            _flagged.Add(1, new KeyValuePair<string, object?>("reason", flag));
        }

        foreach (var (name, value) in features.Values())
        {
            var label = new KeyValuePair<string, object?>("feature", name);
            (double.IsFinite(value) ? assessment.Confidence > 0 ? _valid : _warned : _invalid).Add(1, label);
            _featureValue.Record(value, label);
            _freshness.Record(features.AgeSeconds, label);
        }
    }

    /// <summary>Measures a read of the market store.</summary>
    public async Task ReadAsync(Func<Task> read)
    {
        var source = new KeyValuePair<string, object?>("source", MarketStore);
        var start = Stopwatch.GetTimestamp();
        var done = false;
        _sourceRequests.Add(1, source, new("endpoint", "bars"));
        try
        {
            await read();
            done = true;
        }
        finally
        {
            _sourceLatency.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, source);
            if (!done)
            {
                _sourceErrors.Add(1, source, new("error", "database"));
            }
        }
    }

    /// <summary>Measures the storing of a result; all its features are stored together.</summary>
    public async Task WriteAsync(Func<Task> write)
    {
        var start = Stopwatch.GetTimestamp();
        await write();
        _writeDuration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("feature", "all"));
    }

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }

    private Histogram<double> Histogram(string name, string description, double[] bounds) =>
        _meter.CreateHistogram(name, null, description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
