using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>
/// The running sums of one bar. Open and close follow the trade ids, not the order of arrival, so trades and parts of the bar may
/// be added in any order with the same result. Sums are exact: quantities in 1e-8, notionals in 1e-16 units of 128 bits.
/// </summary>
internal struct BarAccumulator
{
    private long _firstId;
    private long _lastId;
    private long _open;
    private long _high;
    private long _low;
    private long _close;
    private UInt128 _volume;
    private UInt128 _quoteVolume;
    private UInt128 _buyVolume;
    private UInt128 _buyQuoteVolume;

    public long TradeCount { get; private set; }

    public readonly bool IsEmpty => TradeCount == 0;

    /// <summary>Lowest trade id inside; means nothing while empty.</summary>
    public readonly long FirstId => _firstId;

    /// <summary>Highest trade id inside; means nothing while empty.</summary>
    public readonly long LastId => _lastId;

    /// <summary>In 1e-8 units of the base currency.</summary>
    public readonly UInt128 VolumeUnits => _volume;

    /// <summary>In 1e-16 units of the quote currency.</summary>
    public readonly UInt128 QuoteUnits => _quoteVolume;

    public void Add(in Tick tick)
    {
        if (TradeCount == 0)
        {
            _firstId = _lastId = tick.TradeId;
            _open = _high = _low = _close = tick.Price;
        }
        else
        {
            Extend(tick.TradeId, tick.TradeId, tick.Price, tick.Price, tick.Price, tick.Price);
        }

        var quantity = (UInt128)(ulong)tick.Quantity;
        var notional = Fixed8.Notional(tick.Price, tick.Quantity);
        TradeCount++;
        _volume += quantity;
        _quoteVolume += notional;
        if (tick.Side == Side.Buy)
        {
            _buyVolume += quantity;
            _buyQuoteVolume += notional;
        }
    }

    /// <summary>Adds another part of the same bar that shares no trade with this one.</summary>
    public void Merge(in BarAccumulator other)
    {
        if (other.TradeCount == 0)
        {
            return;
        }

        if (TradeCount == 0)
        {
            this = other;
            return;
        }

        Extend(other._firstId, other._lastId, other._open, other._high, other._low, other._close);
        TradeCount += other.TradeCount;
        _volume += other._volume;
        _quoteVolume += other._quoteVolume;
        _buyVolume += other._buyVolume;
        _buyQuoteVolume += other._buyQuoteVolume;
    }

    /// <summary>
    /// A stored bar as a part of a longer one. Its trade ids are not known any more: <paramref name="order"/>, negative and rising
    /// with time, stands for them and is before every real id.
    /// </summary>
    public static BarAccumulator From(in Bar bar, long order)
    {
        if (order >= 0 || !Fixed8.TryFromDecimal(bar.Open, out var open) || !Fixed8.TryFromDecimal(bar.High, out var high)
            || !Fixed8.TryFromDecimal(bar.Low, out var low) || !Fixed8.TryFromDecimal(bar.Close, out var close))
        {
            throw new ArgumentException($"The bar of {bar.OpenTime:O} is not one that was built here.", nameof(bar));
        }

        return new BarAccumulator
        {
            _firstId = order,
            _lastId = order,
            _open = open,
            _high = high,
            _low = low,
            _close = close,
            TradeCount = bar.TradeCount,
            _volume = Fixed8.Units(bar.Volume, Fixed8.Digits),
            _quoteVolume = Fixed8.Units(bar.QuoteVolume, 2 * Fixed8.Digits),
            _buyVolume = Fixed8.Units(bar.TakerBuyVolume, Fixed8.Digits),
            _buyQuoteVolume = Fixed8.Units(bar.TakerBuyQuoteVolume, 2 * Fixed8.Digits),
        };
    }

    public readonly Bar ToBar(DateTime openTime, BarInterval interval, bool closed, int revision = 0) => new(
        openTime,
        interval,
        Fixed8.ToDecimal(_open),
        Fixed8.ToDecimal(_high),
        Fixed8.ToDecimal(_low),
        Fixed8.ToDecimal(_close),
        Fixed8.QuantitySum(_volume),
        Fixed8.NotionalSum(_quoteVolume),
        TradeCount,
        Fixed8.QuantitySum(_buyVolume),
        Fixed8.NotionalSum(_buyQuoteVolume),
        closed,
        BarSource.Trades,
        revision);

    public readonly WindowBar ToWindowBar(
        string window, long position, long lastId, DateTime openTime, DateTime closeTime, bool closed, int revision = 0) =>
        new(
        window,
        position,
        lastId,
        openTime,
        closeTime,
        Fixed8.ToDecimal(_open),
        Fixed8.ToDecimal(_high),
        Fixed8.ToDecimal(_low),
        Fixed8.ToDecimal(_close),
        Fixed8.QuantitySum(_volume),
        Fixed8.NotionalSum(_quoteVolume),
        TradeCount,
        Fixed8.QuantitySum(_buyVolume),
        Fixed8.NotionalSum(_buyQuoteVolume),
        closed,
        revision);

    /// <summary>Everything inside, for <see cref="Load"/>: 120 bytes.</summary>
    internal readonly void Save(BinaryWriter into)
    {
        ReadOnlySpan<long> numbers = [TradeCount, _firstId, _lastId, _open, _high, _low, _close];
        foreach (var number in numbers)
        {
            into.Write(number);
        }

        ReadOnlySpan<UInt128> sums = [_volume, _quoteVolume, _buyVolume, _buyQuoteVolume];
        foreach (var sum in sums)
        {
            into.Write((ulong)(sum >> 64));
            into.Write((ulong)sum);
        }
    }

    internal static BarAccumulator Load(BinaryReader from) => new()
    {
        TradeCount = from.ReadInt64(),
        _firstId = from.ReadInt64(),
        _lastId = from.ReadInt64(),
        _open = from.ReadInt64(),
        _high = from.ReadInt64(),
        _low = from.ReadInt64(),
        _close = from.ReadInt64(),
        _volume = new UInt128(from.ReadUInt64(), from.ReadUInt64()),
        _quoteVolume = new UInt128(from.ReadUInt64(), from.ReadUInt64()),
        _buyVolume = new UInt128(from.ReadUInt64(), from.ReadUInt64()),
        _buyQuoteVolume = new UInt128(from.ReadUInt64(), from.ReadUInt64()),
    };

    private void Extend(long firstId, long lastId, long open, long high, long low, long close)
    {
        if (firstId < _firstId)
        {
            _firstId = firstId;
            _open = open;
        }

        if (lastId > _lastId)
        {
            _lastId = lastId;
            _close = close;
        }

        _high = Math.Max(_high, high);
        _low = Math.Min(_low, low);
    }
}
