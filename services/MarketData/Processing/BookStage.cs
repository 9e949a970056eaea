using Trading.Exchanges.Ticks;
using Trading.MarketData.Books;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.MarketData.Streams;

namespace Trading.MarketData.Processing;

/// <summary>Applies depth to the books, asks for snapshots, and reports when a book is, or is no longer, proven.</summary>
internal sealed class BookStage(OrderBooks books, SnapshotQueue snapshots, FeedReporter reporter, VenueStream streams)
{
    private const int StreamedLevels = 20;

    public void Apply(FrameBatch frames)
    {
        foreach (ref readonly var diff in frames.Depths.Items)
        {
            if (books.Apply(frames, diff))
            {
                snapshots.Ask(diff.Symbol);
            }
        }
    }

    public void Apply(PipelineCommand.Book book)
    {
        if (books.Apply(book.Symbol, book.Snapshot, book.Epoch))
        {
            snapshots.Ask(book.Symbol);
        }
    }

    /// <summary>The connection's depth streams start again: those books are unproven until a snapshot of after this moment.</summary>
    public void Restart(PlannedConnection connection)
    {
        foreach (var symbol in connection.CarriesDepth ? connection.Symbols : [])
        {
            if (books.Restart(symbol))
            {
                snapshots.Ask(symbol);
            }
        }
    }

    /// <summary>Streams changed books and reports states. Called at the pulse: changes in between are one.</summary>
    public void Pulse(DateTime now)
    {
        for (var symbol = 0; symbol < books.Count; symbol++)
        {
            var changed = reporter.Report(symbol, now);
            if ((books.TakeChanged(symbol) || changed) && books.Read(symbol, StreamedLevels) is { } view)
            {
                streams.Publish(symbol, view with { InSync = view.InSync && reporter.IsBookInSync(symbol) });
            }
        }
    }
}
