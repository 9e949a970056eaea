using Trading.Contracts;

namespace Trading.Backtesting.Engine;

/// <summary>
/// The latest trades of a symbol. Bars and ticks travel on queues of their own: the trade that fills an order may arrive before the bar
/// that causes it, so it is kept. The oldest is dropped when full.
/// </summary>
public sealed class RecentTrades(int capacity)
{
    private readonly Trade[] _ring = new Trade[capacity];
    private int _start;
    private int _count;
    private DateTime? _dropped;

    public int Count => _count;

    /// <summary>Exchange time (UTC) of the newest trade; null before the first.</summary>
    public DateTime? LastTime => _count == 0 ? null : this[_count - 1].ExchangeTime;

    /// <summary>Price of the newest trade; null before the first.</summary>
    public decimal? LastPrice => _count == 0 ? null : this[_count - 1].Price;

    /// <summary>From the oldest on.</summary>
    public ref readonly Trade this[int index] => ref _ring[(_start + index) % capacity];

    /// <summary>Adds a trade; false when it is not newer than the newest (delivered twice).</summary>
    public bool Add(in Trade trade)
    {
        if (_count > 0 && trade.TradeId <= this[_count - 1].TradeId)
        {
            return false;
        }

        if (_count == capacity)
        {
            _dropped = _ring[_start].ExchangeTime;
            _start = (_start + 1) % capacity;
            _count--;
        }

        _ring[(_start + _count) % capacity] = trade;
        _count++;
        return true;
    }

    /// <summary>Index of the first trade at or after a time; -1 when there is none, or when it may have been dropped already.</summary>
    public int IndexFrom(DateTime time)
    {
        if (_dropped >= time || LastTime is not { } last || last < time)
        {
            return -1;
        }

        var index = _count - 1;
        while (index > 0 && this[index - 1].ExchangeTime >= time)
        {
            index--;
        }

        return index;
    }
}
