using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Connections;

/// <summary>How every symbol's feed is doing: written by the connections and the processing thread, read by anyone.</summary>
internal sealed class FeedRegistry
{
    private readonly HashSet<int> _open = [];
    private readonly Connection[] _connections;
    private readonly Entry[] _entries;

    private readonly TimeProvider _clock;
    private long? _lostAt;

    public FeedRegistry(MarketUniverse universe, FeedPlan plan, TimeProvider clock)
    {
        _clock = clock;
        _lostAt = clock.GetTimestamp();
        _connections = [.. plan.Connections.Select(_ => new Connection())];
        _entries =
        [
            .. Enumerable.Range(0, universe.Symbols.Count)
                .Select(symbol =>
                    new Entry(
                        [.. plan.Connections.Where(planned => planned.Symbols.Contains(symbol))
                            .Select(planned => _connections[planned.Index])])),
        ];
    }

    /// <summary>Connections that are open; two that overlap while one replaces the other are one.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_open)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>How long no connection has been open, from the start on; zero while one is.</summary>
    public TimeSpan WithoutConnection
    {
        get
        {
            lock (_open)
            {
                return _lostAt is { } lostAt ? _clock.GetElapsedTime(lostAt) : TimeSpan.Zero;
            }
        }
    }

    public int Count => _entries.Length;

    public FeedState this[int symbol] => _entries[symbol].Read();

    /// <summary>All connections that carry streams of the symbol are open.</summary>
    public bool IsConnected(int symbol) => _entries[symbol].Status is FeedStatus.Connected;

    /// <summary>The same, or all of them have brought the end of a recording.</summary>
    public bool IsOpen(int symbol) => IsOpen(_entries[symbol].Status);

    /// <summary>A frame of the symbol has been processed. Times before the newest known change nothing.</summary>
    public void Event(int symbol, long exchangeTicks, long receivedTicks) => _entries[symbol].Event(exchangeTicks, receivedTicks);

    /// <summary>
    /// Quotes and depth of a socket read. Spot's quotes have no exchange time, and the time of their receipt does not tell live from
    /// replay.
    /// </summary>
    public void Apply(FrameBatch frames)
    {
        foreach (ref readonly var quote in frames.Quotes.Items)
        {
            if (quote.ExchangeTicks != 0)
            {
                Event(quote.Symbol, quote.ExchangeTicks, quote.ReceivedTicks);
            }
        }

        foreach (ref readonly var diff in frames.Depths.Items)
        {
            Event(diff.Symbol, diff.ExchangeTicks, diff.ReceivedTicks);
        }
    }

    /// <summary>The state of a planned connection; one that is replaced by a successor stays connected.</summary>
    public void Change(int connection, FeedStatus status)
    {
        _connections[connection].Change(status);
        lock (_open)
        {
            if (IsOpen(status))
            {
                _open.Add(connection);
            }
            else
            {
                _open.Remove(connection);
            }

            _lostAt = _open.Count > 0 ? null : _lostAt ?? _clock.GetTimestamp();
        }
    }

    private static bool IsOpen(FeedStatus status) => status is FeedStatus.Connected or FeedStatus.Ended;

    private sealed class Connection
    {
        private long _opened;
        private volatile FeedStatus _status;

        public FeedStatus Status => _status;

        public long Reconnects => Math.Max(0, Interlocked.Read(ref _opened) - 1);

        public void Change(FeedStatus status)
        {
            if (status == FeedStatus.Connected && !IsOpen(_status))
            {
                Interlocked.Increment(ref _opened);
            }

            _status = status;
        }
    }

    private sealed class Entry(Connection[] connections)
    {
        private long _exchangeTicks;
        private long _receivedTicks;

        /// <summary>The worst of its connections' states, which are ordered so.</summary>
        public FeedStatus Status
        {
            get
            {
                var worst = connections.Length == 0 ? FeedStatus.Connected : FeedStatus.Ended;
                foreach (var connection in connections)
                {
                    worst = connection.Status < worst ? connection.Status : worst;
                }

                return worst;
            }
        }

        public void Event(long exchangeTicks, long receivedTicks)
        {
            if (receivedTicks >= Volatile.Read(ref _receivedTicks))
            {
                Volatile.Write(ref _exchangeTicks, exchangeTicks);
                Volatile.Write(ref _receivedTicks, receivedTicks);
            }
        }

        public FeedState Read() => new(
            Status, Volatile.Read(ref _exchangeTicks), Volatile.Read(ref _receivedTicks),
            connections.Sum(connection => connection.Reconnects));
    }
}
