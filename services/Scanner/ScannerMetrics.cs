using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
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
        _requests = _meter.CreateCounter<long>("scan_requests_total");
        _duration = _meter.CreateHistogram<double>("scan_duration_seconds", "s");
        _errors = _meter.CreateCounter<long>("scan_errors_total");
        _gemScore = _meter.CreateHistogram<double>("gem_score_distribution");
        _confidence = _meter.CreateHistogram<double>("confidence_score_distribution");
        _flagged = _meter.CreateCounter<long>("flagged_tokens_total");
        _sourceRequests = _meter.CreateCounter<long>("data_source_requests_total");
        _sourceErrors = _meter.CreateCounter<long>("data_source_errors_total");
        _sourceLatency = _meter.CreateHistogram<double>("data_source_latency_seconds", "s");
        _valid = _meter.CreateCounter<long>("feature_validation_success_total");
        _warned = _meter.CreateCounter<long>("feature_validation_warnings_total");
        _invalid = _meter.CreateCounter<long>("feature_validation_failures_total");
        _featureValue = _meter.CreateHistogram<double>("feature_value_distribution");
        _freshness = _meter.CreateHistogram<double>("feature_freshness_seconds");
        _writeDuration = _meter.CreateHistogram<double>("feature_write_duration_seconds", "s");
    }

    public ActivitySource Activities { get; } = new(Source);

    /// <param name="status"><c>completed</c>, <c>noData</c> or <c>failed</c>.</param>
    public void Scanned(InstrumentId instrument, string status, TimeSpan duration)
    {
        _requests.Add(1, new("venue", instrument.Venue), new("symbol", instrument.Symbol), new("status", status));
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
}
