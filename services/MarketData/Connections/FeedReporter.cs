using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Books;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Connections;

/// <summary>
/// How a symbol's feed stands as a whole, and who is informed: the bus at every change, and again every ten seconds, so that a service
/// that starts later knows it too. Called by the connections and by the processing thread.
/// </summary>
internal sealed class FeedReporter(
    MarketUniverse universe, FeedRegistry board, OrderBooks books, StreamWatchdog watchdog, VenueReachability reachability,
    EventQueue events)
{
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Told?[] _told = new Told?[universe.Symbols.Count];

    /// <summary>Connected, or at the end of a recording, and the book is proven in sync.</summary>
    public bool IsBookInSync(int symbol) => board.IsOpen(symbol) && books.IsInSync(symbol);

    /// <summary>The connection's state; a connected feed whose book is not proven, or that has a dead stream, is stale.</summary>
    public FeedStatus StatusOf(int symbol) => board[symbol].Status is var status && status != FeedStatus.Connected ? status
        : books.IsInSync(symbol) && !watchdog.IsSilent(symbol) ? FeedStatus.Connected : FeedStatus.Stale;

    /// <summary>Publishes the status when it has changed, which is returned, or when it was not published for long.</summary>
    public bool Report(int symbol, DateTime now)
    {
        lock (_gate)
        {
            var status = StatusOf(symbol);
            var changed = _told[symbol]?.Status != status;
            if (!changed && now - _told[symbol]!.Value.At < Repeat)
            {
                return false;
            }

            _told[symbol] = new Told(status, now);
            events.Offer(new FeedStatusChanged
            {
                Venue = universe.Venue,
                Symbol = universe.Symbols[symbol],
                Status = status,
                BookInSync = IsBookInSync(symbol),
                Reason = ReasonOf(symbol, status),
                At = now,
            });
            return changed;
        }
    }

    private string ReasonOf(int symbol, FeedStatus status) => status switch
    {
        FeedStatus.Connected => "connected, book in sync",
        FeedStatus.Connecting => reachability.Cause ?? "connecting",
        FeedStatus.Ended => "the replay has ended",
        FeedStatus.Stale when IsBookInSync(symbol) => "silent: " + string.Join(", ", watchdog.SilentStreams(symbol)),
        FeedStatus.Stale => "book out of sync",
        _ => reachability.Cause ?? "no connection",
    };

    private readonly record struct Told(FeedStatus Status, DateTime At);
}
