using Trading.Exchanges.Books;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Books;

/// <summary>The local books of all symbols. The processing thread changes them; readers take the lock of one book for a copy.</summary>
internal sealed class OrderBooks
{
    private readonly Entry[] _entries;

    public OrderBooks(MarketUniverse universe, VenueDescription venue)
    {
        _entries = [.. Enumerable.Range(0, universe.Symbols.Count).Select(_ => new Entry(new BookSync(venue.BookRule)))];
    }

    public int Count => _entries.Length;

    public bool IsInSync(int symbol) => Volatile.Read(ref _entries[symbol].InSync);

    public long Breaks(int symbol) => _entries[symbol].Sync.Breaks;

    /// <summary>Id of the newest change inside; -1 before the first snapshot.</summary>
    public long LastId(int symbol)
    {
        lock (_entries[symbol])
        {
            return _entries[symbol].Sync.Book.LastId;
        }
    }

    /// <summary>How often the symbol's depth stream has started again: a snapshot of an earlier time proves nothing.</summary>
    public int Epoch(int symbol) => Volatile.Read(ref _entries[symbol].Epoch);

    /// <summary>True when the book wants a snapshot and none has been asked for.</summary>
    public bool Apply(FrameBatch frames, in DepthDiff diff)
    {
        var entry = _entries[diff.Symbol];
        lock (entry)
        {
            entry.Sync.Apply(diff, frames.BidsOf(diff), frames.AsksOf(diff));
            entry.Changed = true;
            return entry.Asked() is false;
        }
    }

    /// <summary>The depth stream starts again. True when a snapshot is wanted and none has been asked for.</summary>
    public bool Restart(int symbol)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            Volatile.Write(ref entry.Epoch, entry.Epoch + 1);
            entry.Sync.Lose();
            return entry.Asked() is false;
        }
    }

    /// <summary>True when the snapshot did not fit and another one is wanted.</summary>
    public bool Apply(int symbol, DepthSnapshot snapshot, int epoch)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            entry.IsAsked = false;
            if (epoch == entry.Epoch)
            {
                entry.Sync.Snapshot(snapshot);
            }

            entry.Changed = true;
            return entry.Asked() is false;
        }
    }

    /// <summary>The best levels; null before the first snapshot.</summary>
    public BookView? Read(int symbol, int depth)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            var sync = entry.Sync;
            return sync.Book.LastId < 0
                ? null
                : new BookView(sync.Book.LastId, sync.InSync, sync.ExchangeTicks, sync.Book.Bids.Top(depth), sync.Book.Asks.Top(depth));
        }
    }

    /// <summary>Whether the book has changed since this was asked last.</summary>
    public bool TakeChanged(int symbol)
    {
        var entry = _entries[symbol];
        lock (entry)
        {
            var changed = entry.Changed;
            entry.Changed = false;
            return changed;
        }
    }

    private sealed class Entry(BookSync sync)
    {
        public bool InSync;
        public int Epoch;

        public BookSync Sync { get; } = sync;

        public bool IsAsked { get; set; }

        public bool Changed { get; set; }

        /// <summary>Null in sync; else whether a snapshot had been asked for before: from now on it has.</summary>
        public bool? Asked()
        {
            Volatile.Write(ref InSync, Sync.InSync);
            if (Sync.InSync)
            {
                return null;
            }

            var before = IsAsked;
            IsAsked = true;
            return before;
        }
    }
}
