using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Api;
using Trading.MarketData.Books;
using Trading.MarketData.Feeds;
using Trading.MarketData.Messaging;

namespace Trading.MarketData.Processing;

/// <summary>Applies depth to the books, asks for snapshots, and tells everyone when a book is, or is no longer, proven.</summary>
public sealed class BookStage(MarketUniverse universe, BookBoard books, SnapshotQueue snapshots, FeedBoard board, StreamHub streams, EventQueue events)
{
    private const int StreamedLevels = 20;

    private readonly bool[] _told = new bool[universe.Symbols.Count];

    public void Apply(FrameBatch frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        foreach (ref readonly var diff in frames.Depths.Items)
        {
            if (books.Apply(frames, diff))
            {
                snapshots.Ask(diff.Symbol);
            }
        }
    }

    public void Apply(int symbol, DepthSnapshot snapshot)
    {
        if (books.Apply(symbol, snapshot))
        {
            snapshots.Ask(symbol);
        }
    }

    /// <summary>Streams changed books, and states that changed. Called at the pulse: changes in between are one.</summary>
    public void Pulse(DateTime now)
    {
        for (var symbol = 0; symbol < books.Count; symbol++)
        {
            var inSync = books.IsInSync(symbol) && board.IsConnected(symbol);
            if (inSync != _told[symbol] && board.IsConnected(symbol))
            {
                _told[symbol] = inSync;
                events.Offer(new FeedStatusChanged
                {
                    Venue = universe.Venue,
                    Symbol = universe.Symbols[symbol],
                    Status = inSync ? FeedStatus.Connected : FeedStatus.Stale,
                    Reason = inSync ? "book in sync" : "book out of sync",
                    At = now,
                });
            }

            if (books.TakeChanged(symbol) && books.Read(symbol, StreamedLevels) is { } view)
            {
                streams.Publish(symbol, view);
            }
        }
    }
}
