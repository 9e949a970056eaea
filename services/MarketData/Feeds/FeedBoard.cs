using System.Collections.Concurrent;
using Trading.Contracts;

namespace Trading.MarketData.Feeds;

/// <summary>How every symbol's feed is doing: written by the connections and the processing thread, read by anyone.</summary>
public sealed class FeedBoard
{
    private readonly Entry[] _entries;

    public FeedBoard(MarketUniverse universe)
    {
        ArgumentNullException.ThrowIfNull(universe);
        _entries = [.. Enumerable.Range(0, universe.Symbols.Count).Select(_ => new Entry())];
    }

    /// <summary>Connections that are open.</summary>
    public int OpenConnections => _open.Count;

    private readonly ConcurrentDictionary<int, bool> _open = new();

    public FeedState this[int symbol] => _entries[symbol].Read();

    public int Count => _entries.Length;

    public bool IsConnected(int symbol) => _entries[symbol].Status == FeedStatus.Connected;

    /// <summary>A frame of the symbol has been processed.</summary>
    public void Event(int symbol, long exchangeTicks, long receivedTicks) => _entries[symbol].Event(exchangeTicks, receivedTicks);

    /// <summary>True when the status is another one than before.</summary>
    public bool Change(int symbol, FeedStatus status) => _entries[symbol].Change(status);

    public void Opened(int connection) => _open[connection] = true;

    public void Closed(int connection) => _open.TryRemove(connection, out _);

    private sealed class Entry
    {
        private long _exchangeTicks;
        private long _receivedTicks;
        private long _reconnects = -1;
        private volatile FeedStatus _status;

        public FeedStatus Status => _status;

        public void Event(long exchangeTicks, long receivedTicks)
        {
            Volatile.Write(ref _exchangeTicks, exchangeTicks);
            Volatile.Write(ref _receivedTicks, receivedTicks);
        }

        public bool Change(FeedStatus status)
        {
            if (_status == status)
            {
                return false;
            }

            if (status == FeedStatus.Connected && _status is FeedStatus.Connecting or FeedStatus.Disconnected)
            {
                Interlocked.Increment(ref _reconnects);
            }

            _status = status;
            return true;
        }

        public FeedState Read() => new(
            _status,
            Volatile.Read(ref _exchangeTicks),
            Volatile.Read(ref _receivedTicks),
            Math.Max(0, Interlocked.Read(ref _reconnects)));
    }
}
