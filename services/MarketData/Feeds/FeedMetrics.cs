using System.Diagnostics.Metrics;
using Trading.MarketData.Books;

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

    public FeedMetrics(MarketUniverse universe, FrameCounters frames, FeedBoard board, FeedReporter reporter, BookBoard books)
    {
        _venue = new("venue", universe.Venue);
        _connections = _meter.CreateCounter<long>("trading_ws_connections_total", description: "Connections opened.");
        _disconnections = _meter.CreateCounter<long>("trading_ws_disconnections_total", description: "Connections ended.");
        _reconnects = _meter.CreateCounter<long>("trading_ws_reconnects_total", description: "Attempts to open a connection again.");
        _rotations = _meter.CreateCounter<long>("trading_ws_rotations_total", description: "Connections replaced while they were open, by reason.");
        _repairs = _meter.CreateCounter<long>(
            "trading_stream_repairs_total", description: "Streams that fell silent on a live connection and were subscribed to again.");
        _refusedSnapshots = _meter.CreateCounter<long>("trading_book_snapshots_refused_total", description: "Book snapshots of the venue that were no whole book: a side missing, out of order, crossed, or not readable.");
        _meter.CreateObservableCounter("trading_ticks_received_total", () => new Measurement<long>(frames.Ticks, _venue), description: "Trades parsed off the sockets.");
        _meter.CreateObservableCounter("trading_frames_received_total", () => new Measurement<long>(frames.Frames, _venue), description: "Text frames.");
        _meter.CreateObservableCounter("trading_frames_rejected_total", () => new Measurement<long>(frames.Rejected, _venue), description: "Frames that were not what the venue documents.");
        _meter.CreateObservableGauge("trading_ws_connection_status", () => new Measurement<int>(board.OpenConnections > 0 ? 1 : 0, _venue), description: "1 connected, 0 not.");
        _meter.CreateObservableGauge(
            "trading_book_in_sync",
            () => universe.Symbols.Names.Select((name, symbol) => new Measurement<int>(reporter.IsBookInSync(symbol) ? 1 : 0, _venue, new("symbol", name))),
            description: "1 while the local order book is proven by the venue's sequence rules, 0 while nothing may be priced from it.");
        _meter.CreateObservableCounter(
            "trading_book_breaks_total",
            () => new Measurement<long>(Enumerable.Range(0, books.Count).Sum(books.Breaks), _venue),
            description: "Times a book lost its sequence and was rebuilt from a snapshot.");
    }

    /// <summary>Counters that may stay at nothing for long begin at zero, so that a scrape shows them and a rate over them is right from the first event on.</summary>
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
