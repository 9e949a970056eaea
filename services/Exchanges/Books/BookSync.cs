using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Books;

/// <summary>
/// Keeps one local book true by the venue's rules. Changes are kept until a snapshot comes; of those the ones that it holds are
/// dropped, and the first one left must join it.
/// <see cref="BookRule.FirstIdFollows"/>: drop what ends at the snapshot's id or before; then every first id is at most one beyond the
/// book's.
/// <see cref="BookRule.PreviousIdMatches"/>: drop what ends before the snapshot's id; the first must span it; then the previous id of each
/// equals the book's.
/// On a break the book is out of sync until the next snapshot.
/// </summary>
public sealed class BookSync(BookRule rule)
{
    /// <summary>Most changes kept while waiting: eight minutes at ten a second. More means that no snapshot comes; the oldest go.</summary>
    public const int MaxBuffered = 5000;

    private readonly Queue<Kept> _kept = new();
    private bool _isFirst = true;

    public OrderBook Book { get; } = new();

    /// <summary>Proven: every change since the snapshot has been applied in order.</summary>
    public bool InSync { get; private set; }

    /// <summary>UTC ticks of the newest change applied.</summary>
    public long ExchangeTicks { get; private set; }

    /// <summary>How often the sequence broke.</summary>
    public long Breaks { get; private set; }

    /// <summary>Where a book must have come to before this change continues it.</summary>
    public static long Needs(BookRule rule, in DepthDiff diff) => rule == BookRule.FirstIdFollows ? diff.FirstId - 1 : diff.PreviousId;

    public BookStep Apply(in DepthDiff diff, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        if (InSync)
        {
            var step = Join(diff, bids, asks);
            if (step != BookStep.Broken)
            {
                return step;
            }

            Lose();
        }

        if (_kept.Count == MaxBuffered)
        {
            _kept.Dequeue();
        }

        _kept.Enqueue(new Kept(diff, bids.ToArray(), asks.ToArray()));
        return Breaks > 0 && _kept.Count == 1 ? BookStep.Broken : BookStep.Buffered;
    }

    /// <summary>Starts over from a snapshot and applies what has been kept.</summary>
    public BookStep Snapshot(DepthSnapshot snapshot)
    {
        if (InSync)
        {
            return BookStep.Skipped;
        }

        while (_kept.TryPeek(out var old) && IsInside(old.Diff, snapshot.LastUpdateId))
        {
            _kept.Dequeue();
        }

        if (_kept.TryPeek(out var first) && first.Diff.FirstId > snapshot.LastUpdateId + (rule == BookRule.FirstIdFollows ? 1 : 0))
        {
            return BookStep.TooOld;
        }

        Book.Reset(snapshot.LastUpdateId, Levels(snapshot.Bids), Levels(snapshot.Asks));
        _isFirst = true;
        InSync = true;
        while (_kept.TryDequeue(out var kept))
        {
            if (Join(kept.Diff, kept.Bids, kept.Asks) == BookStep.Broken)
            {
                Lose();
                return BookStep.Broken;
            }
        }

        return BookStep.Applied;
    }

    /// <summary>The stream was interrupted: whatever comes next does not join.</summary>
    public void Lose()
    {
        Breaks += InSync ? 1 : 0;
        InSync = false;
        _kept.Clear();
    }

    private BookStep Join(in DepthDiff diff, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        if (IsInside(diff, Book.LastId) || (!_isFirst && diff.LastId <= Book.LastId))
        {
            return BookStep.Skipped;
        }

        var joins = rule == BookRule.FirstIdFollows
            ? diff.FirstId <= Book.LastId + 1
            : _isFirst ? diff.FirstId <= Book.LastId : diff.PreviousId == Book.LastId;
        if (!joins)
        {
            return BookStep.Broken;
        }

        Book.Apply(diff.LastId, bids, asks);
        ExchangeTicks = diff.ExchangeTicks;
        _isFirst = false;
        return BookStep.Applied;
    }

    private bool IsInside(in DepthDiff diff, long lastId) => rule == BookRule.FirstIdFollows ? diff.LastId <= lastId : diff.LastId < lastId;

    private static BookLevel[] Levels(IReadOnlyList<PriceLevel> levels) =>
        [.. levels.Select(level => new BookLevel((long)(level.Price * Fixed8.One), (long)(level.Quantity * Fixed8.One)))];

    private readonly record struct Kept(DepthDiff Diff, BookLevel[] Bids, BookLevel[] Asks);
}
