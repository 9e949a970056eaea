using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;

namespace Trading.Downloader.Telemetry;

/// <summary>The downloader's part of the telemetry contract; HTTP and weight are counted by the REST client.</summary>
internal sealed class DownloaderMetrics : IDisposable
{
    public const string Name = "Trading.Downloader";

    private readonly Meter _meter = new(Name);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string JobType, InstrumentId Instrument), (int Active, DownloadProgress Progress)> _running = [];
    private readonly Counter<long> _completed;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _items;
    private readonly Counter<long> _gapsDetected;
    private readonly Counter<long> _gapsHealed;

    public DownloaderMetrics()
    {
        _completed = _meter.CreateCounter<long>("downloads_completed_total");
        _failed = _meter.CreateCounter<long>("downloads_failed_total");
        _items = _meter.CreateCounter<long>("download_items_total");
        _gapsDetected = _meter.CreateCounter<long>("download_gaps_detected_total");
        _gapsHealed = _meter.CreateCounter<long>("download_gaps_healed_total");
        _meter.CreateObservableGauge("downloads_active", () => Observe(state => (double)state.Active));
        _meter.CreateObservableGauge("download_progress_ratio", () => Observe(state => state.Progress.Ratio));
        _meter.CreateObservableGauge(
            "download_rows_per_second", () => Observe(state => state.Active > 0 ? state.Progress.RowsPerSecond : 0));
        _meter.CreateObservableGauge(
            "download_eta_seconds", () => Observe(state => state.Active > 0 ? state.Progress.TimeLeft?.TotalSeconds ?? 0 : 0), "s");
        _meter.CreateObservableGauge("download_weight_used", () => Observe(state => (double)state.Progress.WeightUsed));
    }

    public static ActivitySource Activities { get; } = new(Name);

    public static string JobType(DownloadKind kind) => kind switch
    {
        DownloadKind.Bars => "bars",
        DownloadKind.Trades => "trades",
        _ => "funding",
    };

    public void Started(DownloadKind kind, InstrumentId instrument, DownloadProgress progress)
    {
        lock (_lock)
        {
            var active = _running.GetValueOrDefault((JobType(kind), instrument)).Active;
            _running[(JobType(kind), instrument)] = (active + 1, progress);
        }

        // Zeros from the start: a rate over a counter that first appears at 1 misses its first event.
        var tags = Tags(kind, instrument);
        _completed.Add(0, tags);
        _items.Add(0, tags);
        _gapsDetected.Add(0, tags);
        _gapsHealed.Add(0, tags);
        tags.Add("error", "venue");
        _failed.Add(0, tags);
    }

    /// <param name="error">Null when it ended complete, else one of few classes.</param>
    public void Ended(DownloadKind kind, InstrumentId instrument, string? error)
    {
        var key = (JobType(kind), instrument);
        lock (_lock)
        {
            _running[key] = _running[key] with { Active = _running[key].Active - 1 };
        }

        var tags = Tags(kind, instrument);
        if (error is null)
        {
            _completed.Add(1, tags);
        }
        else
        {
            tags.Add("error", error);
            _failed.Add(1, tags);
        }
    }

    public void Stored(DownloadKind kind, InstrumentId instrument, int rows) => _items.Add(rows, Tags(kind, instrument));

    public void Gaps(DownloadKind kind, InstrumentId instrument, int detected, int healed)
    {
        _gapsDetected.Add(detected, Tags(kind, instrument));
        _gapsHealed.Add(healed, Tags(kind, instrument));
    }

    /// <summary>Counts what the queue lets go.</summary>
    public void WatchBus(ProgressQueue queue) => _meter.CreateObservableCounter("download_progress_dropped_total", () => queue.Dropped);

    public void Dispose() => _meter.Dispose();

    private static TagList Tags(DownloadKind kind, InstrumentId instrument) => new()
    {
        { "venue", instrument.Venue }, { "job_type", JobType(kind) }, { "symbol", instrument.Symbol },
    };

    private List<Measurement<double>> Observe(Func<(int Active, DownloadProgress Progress), double> value)
    {
        lock (_lock)
        {
            return [.. _running.Select(pair => new Measurement<double>(
                value(pair.Value),
                new("venue", pair.Key.Instrument.Venue),
                new("job_type", pair.Key.JobType),
                new("symbol", pair.Key.Instrument.Symbol)))];
        }
    }
}
