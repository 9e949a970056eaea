using System.Diagnostics.Metrics;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.MarketData.Flow;
using Trading.MarketData.State;
using Trading.MarketData.Storage;
using Trading.ServiceDefaults.Metrics.Hot;

namespace Trading.MarketData;

/// <summary>
/// What a venue's data goes through, as metrics. Names are the public contract; hot counts are plain fields that a scrape reads.
/// </summary>
internal sealed class MarketDataMetrics : IDisposable
{
    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly KeyValuePair<string, object?> _venue;
    private readonly Counter<long> _flushed;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _insert;
    private readonly Counter<long> _publishFailures;
    private readonly HotHistogram _processing;
    private readonly Counter<long> _cacheHits;
    private readonly Counter<long> _cacheMisses;
    private readonly Counter<long> _cacheFailures;
    private readonly Counter<long> _audited;
    private IReadOnlyList<SymbolState> _states = [];
    private long _processed;
    private readonly bool _isSimulated;
    private long _newestLag;
    private int _batchBuffer;

    public MarketDataMetrics(
        VenueDescription venue, TickChannel channel, StoreQueue queue, Spool spool, HotMeters hot)
    {
        _isSimulated = venue.IsSimulated;
        _venue = new("venue", venue.Name);
        _flushed = _meter.CreateCounter<long>("trading_batches_flushed_total");
        _failed = _meter.CreateCounter<long>("trading_batches_failed_total");
        _retries = _meter.CreateCounter<long>("trading_batch_retries_total");
        _insert = _meter.CreateHistogram<double>("trading_batch_insert_duration_seconds", "s");
        _publishFailures = _meter.CreateCounter<long>("trading_publish_failures_total");
        _processing = hot.Histogram("stream_processor_event_processing_duration_seconds").Bind(("venue", venue.Name));
        _cacheHits = _meter.CreateCounter<long>("trading_cache_hits_total");
        _cacheMisses = _meter.CreateCounter<long>("trading_cache_misses_total");
        _cacheFailures = _meter.CreateCounter<long>("trading_cache_update_failures_total");
        _audited = _meter.CreateCounter<long>("trading_bar_audits_total");
        Count("trading_ticks_processed_total", () => Interlocked.Read(ref _processed));
        ObserveChannel(channel, queue);
        Gauge("trading_spool_ticks", () => spool.Ticks);
        Gauge("trading_spool_bytes", () => spool.Bytes, "By");
        Gauge("trading_spool_disk_free_ratio", () => spool.FreeDiskRatio);
        ObservePipelines();
    }

    /// <summary>
    /// Whose counters are observed; known once the state is restored. Counters that may stay at nothing for long begin at zero here,
    /// so that a scrape shows them and a rate over them is right from the first event on.
    /// </summary>
    public void Watch(IReadOnlyList<SymbolState> states)
    {
        _states = states;
        foreach (var counter in (Counter<long>[])[_flushed, _failed, _retries, _cacheFailures, _publishFailures])
        {
            counter.Add(0, _venue);
        }

        foreach (var layer in (string[])["l1", "l2"])
        {
            _cacheHits.Add(0, _venue, Layer(layer));
            _cacheMisses.Add(0, _venue, Layer(layer));
        }
    }

    /// <summary>What the queues to the bus had to let go.</summary>
    public void WatchBus(TickQueue ticks, EventQueue events) => _meter.CreateObservableCounter(
        "trading_bus_dropped_total",
        () => (Measurement<long>[])
        [
            new(ticks.DroppedTicks, _venue, new("queue", "ticks")), new(events.DroppedEvents, _venue, new("queue", "events")),
        ]);

    public void Processed(FrameBatch frames, long nowTicks, TimeSpan elapsed)
    {
        var count = frames.Ticks.Count;
        if (count == 0)
        {
            return;
        }

        Interlocked.Add(ref _processed, count);
        var lag = nowTicks - frames.Ticks[count - 1].ExchangeTicks;

        // A recording that a simulator plays is of another day: its age is no lag.
        Volatile.Write(ref _newestLag, _isSimulated && lag > TimeSpan.TicksPerDay ? 0 : lag);
        _processing.Record(elapsed.TotalSeconds / count);
    }

    public void Flushed(TimeSpan elapsed)
    {
        _flushed.Add(1, _venue);
        _insert.Record(elapsed.TotalSeconds, _venue);
        Volatile.Write(ref _batchBuffer, 0);
    }

    public void BatchBuffer(int trades) => Volatile.Write(ref _batchBuffer, trades);

    public void BatchFailed() => _failed.Add(1, _venue);

    public void Retried() => _retries.Add(1, _venue);

    public void CacheHit(string layer) => _cacheHits.Add(1, _venue, Layer(layer));

    public void CacheMiss(string layer) => _cacheMisses.Add(1, _venue, Layer(layer));

    public void CacheUpdateFailed(int prices) => _cacheFailures.Add(prices, _venue);

    public void Audited(string result) => _audited.Add(1, _venue, new("result", result));

    public void PublishFailed() => _publishFailures.Add(1, _venue);

    public void Dispose() => _meter.Dispose();

    private void ObserveChannel(TickChannel channel, StoreQueue queue)
    {
        Gauge("trading_channel_utilization_percent", () => 100.0 * channel.Count / channel.Capacity, "%");
        Gauge("trading_channel_buffer_size", () => channel.Count);
        Gauge("trading_batch_buffer_size", () => Volatile.Read(ref _batchBuffer) + queue.Count);
        Count("stream_processor_backpressure_events_total", () => channel.BackpressureEvents);
    }

    private void ObservePipelines()
    {
        Count("stream_processor_events_received_total", () => Sum(state => state.Pipeline.Counters.Checked));
        _meter.CreateObservableCounter("stream_processor_events_processed_total", () => new[]
            {
                Result(
                    "success",
                    state => state.Pipeline.Counters.Checked - state.Pipeline.Counters.Duplicates - state.Pipeline.Counters.Implausible),
                Result("filtered", state => state.Pipeline.Counters.Duplicates),
                Result("dropped", state => state.Pipeline.Counters.Implausible),
                Result("error", _ => 0),
            });
        Gauge(
            "stream_processor_pipeline_lag_seconds", () => TimeSpan.FromTicks(Volatile.Read(ref _newestLag)).TotalSeconds, "s");
        Gauge("stream_processor_watermark_lag_seconds", WatermarkLag, "s");
        Count("stream_processor_late_events_total", () => Sum(state => state.Pipeline.Counters.Late));
        Count("dedup_events_checked_total", () => Sum(state => state.Pipeline.Counters.Checked));
        Count("dedup_duplicates_found_total", () => Sum(state => state.Pipeline.Counters.Duplicates));
        Count("dedup_cache_evictions_total", () => Sum(state => state.Pipeline.Holes.Evictions));
        Gauge("dedup_cache_size", () => Sum(state => state.Pipeline.Holes.Count));
        Count("normalization_events_total", () => Sum(state => state.Pipeline.Counters.Checked));
        Count("normalization_gaps_detected_total", () => Sum(state => state.Pipeline.Counters.Gaps));
        Count("normalization_out_of_order_events_total", () => Sum(state => state.Pipeline.Counters.OutOfOrder));
    }

    private void Count(string name, Func<long> value) =>
        _meter.CreateObservableCounter(name, () => new Measurement<long>(value(), _venue));

    private void Gauge(string name, Func<double> value, string? unit = null) =>
        _meter.CreateObservableGauge(name, () => new Measurement<double>(value(), _venue), unit);

    private static KeyValuePair<string, object?> Layer(string layer) => new("cache_layer", layer);

    private long Sum(Func<SymbolState, long> value) => _states.Sum(value);

    private Measurement<long> Result(string result, Func<SymbolState, long> value) =>
        new(Sum(value), _venue, new("result", result));

    private double WatermarkLag() => _states.Count == 0
        ? 0
        : _states.Max(
            state => TimeSpan.FromTicks(Math.Max(0, state.Pipeline.LastExchangeTicks - state.Pipeline.Bars.Watermark)).TotalSeconds);
}
