using System.Runtime.CompilerServices;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// The newest trades of one symbol in chunks, up to a limit; count, first and last id and the hash cover all that ever
/// passed. The hash is order dependent: two tapes with equal hashes hold the same trades in the same order.
/// </summary>
internal sealed class TapeStore(int retained)
{
    private const int ChunkSize = 1 << 16;
    private readonly List<TapeTrade[]> _chunks = [];
    private long _dropped;
    private int _lastLength = ChunkSize;

    public long Count { get; private set; }

    public long FirstId { get; private set; } = -1;

    public long LastId { get; private set; } = -1;

    public ulong Hash { get; private set; }

    public long LastPrice { get; private set; }

    public long LastTimeUs { get; private set; }

    /// <summary>Trades that can still be read, oldest first.</summary>
    public int Retained => (int)(Count - _dropped);

    public ref readonly TapeTrade this[int index] => ref _chunks[index / ChunkSize][index % ChunkSize];

    public ref readonly TapeTrade Last => ref this[Retained - 1];

    public void Add(in TapeTrade trade)
    {
        if (_lastLength == ChunkSize)
        {
            if (_chunks.Count > 1 && (_chunks.Count - 1) * ChunkSize >= retained)
            {
                _chunks.RemoveAt(0);
                _dropped += ChunkSize;
            }

            _chunks.Add(new TapeTrade[ChunkSize]);
            _lastLength = 0;
        }

        _chunks[^1][_lastLength++] = trade;
        if (Count++ == 0)
        {
            FirstId = trade.Id;
        }

        LastId = trade.Id;
        LastPrice = trade.Price;
        LastTimeUs = trade.TimeUs;
        Hash = Fold(Hash, trade);
    }

    /// <summary>The retained trades from an index on.</summary>
    public IEnumerable<TapeTrade> From(int index)
    {
        for (var i = index; i < Retained; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>Index of the first retained trade for which the key is at least <paramref name="value"/>.</summary>
    public int FirstWith(TapeKey key, long value)
    {
        int low = 0, high = Retained;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (KeyOf(this[middle], key) < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong hash, in TapeTrade trade)
    {
        hash = (hash ^ (ulong)trade.Id) * 0x9E3779B97F4A7C15;
        hash = (hash ^ (ulong)trade.Price ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (ulong)trade.Quantity ^ (hash >> 32)) * 0x94D049BB133111EB;
        return hash ^ (ulong)trade.TimeUs ^ (trade.BuyerIsMaker ? 0x8000000000000000 : 0);
    }

    private static long KeyOf(in TapeTrade trade, TapeKey key) => key switch
    {
        TapeKey.Id => trade.Id,
        TapeKey.AggregateId => trade.AggregateId,
        _ => trade.TimeUs,
    };
}

/// <summary>One public trade.</summary>
/// <param name="Id">Rises by one from trade to trade of a symbol.</param>
/// <param name="AggregateId">Shared by consecutive trades of one taker order at one price.</param>
/// <param name="Price">In units of 10^-8, as <paramref name="Quantity"/>.</param>
/// <param name="TimeUs">Microseconds since 1970 UTC, on a whole millisecond.</param>
/// <param name="BuyerIsMaker">The taker sold.</param>
internal readonly record struct TapeTrade(long Id, long AggregateId, long Price, long Quantity, long TimeUs, bool BuyerIsMaker);

/// <summary>Consecutive trades of one taker order at one price.</summary>
internal readonly record struct TapeAggregate(
    long Id, long Price, long Quantity, long FirstId, long LastId, long TimeUs, bool BuyerIsMaker);

/// <summary>What a tape is searched by; all three rise along it.</summary>
internal enum TapeKey
{
    Id,
    AggregateId,
    Time,
}
