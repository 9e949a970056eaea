using System.Diagnostics.Metrics;
using Trading.MarketData.Books;
using Trading.MarketData.Connections;

namespace Trading.MarketData.Feeds;

/// <summary>Connections, streams, frames and books as metrics. Names are the public contract.</summary>
internal sealed class FeedMetrics : IDisposable
{
    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly KeyValuePair<string, object?> _venue;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _disconnections;
    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _rotations;
    private readonly Counter<long> _repairs;
    private readonly Counter<long> _refusedSnapshots;

    public FeedMetrics(MarketUniverse universe, FrameCounters frames, FeedRegistry board, FeedReporter reporter, OrderBooks books)
    {
        _venue = new("venue", universe.Venue);
        _connections = _meter.CreateCounter<long>("trading_ws_connections_total");
        _disconnections = _meter.CreateCounter<long>("trading_ws_disconnections_total");
        _reconnects = _meter.CreateCounter<long>("trading_ws_reconnects_total");
        _rotations = _meter.CreateCounter<long>("trading_ws_rotations_total");
        _repairs = _meter.CreateCounter<long>("trading_stream_repairs_total");
        _refusedSnapshots = _meter.CreateCounter<long>("trading_book_snapshots_refused_total");
        _meter.CreateObservableCounter("trading_ticks_received_total", () => new Measurement<long>(frames.Ticks, _venue));
        _meter.CreateObservableCounter("trading_frames_received_total", () => new Measurement<long>(frames.Frames, _venue));
        _meter.CreateObservableCounter("trading_frames_rejected_total", () => new Measurement<long>(frames.Rejected, _venue));
        _meter.CreateObservableGauge("trading_ws_connection_status", () => new Measurement<int>(board.OpenConnections > 0 ? 1 : 0, _venue));
        _meter.CreateObservableGauge(
            "trading_book_in_sync",
            () => universe.Symbols.Names.Select((name, symbol) =>
                new Measurement<int>(reporter.IsBookInSync(symbol) ? 1 : 0, _venue, new("symbol", name))));
        _meter.CreateObservableCounter(
            "trading_book_breaks_total", () => new Measurement<long>(Enumerable.Range(0, books.Count).Sum(books.Breaks), _venue));
    }

    /// <summary>
    /// Counters that may stay at nothing for long begin at zero, so that a scrape shows them and a rate over them is right from the first
    /// event on.
    /// </summary>
    public void Begin()
    {
        foreach (var counter in (Counter<long>[])[_connections, _disconnections, _reconnects, _repairs, _refusedSnapshots])
        {
            counter.Add(0, _venue);
        }

        foreach (var reason in Enum.GetValues<RotationReason>())
        {
            _rotations.Add(0, _venue, Label(reason));
        }
    }

    public void Connected() => _connections.Add(1, _venue);

    public void Disconnected() => _disconnections.Add(1, _venue);

    public void Reconnect() => _reconnects.Add(1, _venue);

    public void Rotated(RotationReason reason) => _rotations.Add(1, _venue, Label(reason));

    public void Repaired(int streams) => _repairs.Add(streams, _venue);

    public void SnapshotRefused() => _refusedSnapshots.Add(1, _venue);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Label(RotationReason reason) => new("reason", reason switch
    {
        RotationReason.ServerShutdown => "server_shutdown",
        RotationReason.SilentStream => "silent_stream",
        _ => "age",
    });
}
