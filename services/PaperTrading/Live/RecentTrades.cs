using Trading.Contracts;

namespace Trading.PaperTrading.Live;

/// <summary>
/// The latest trades of a symbol. Bars and ticks travel on queues of their own: the trade that an intent must be filled by may
/// arrive before the bar that causes the intent, so it is kept. The oldest is dropped when full.
/// </summary>
internal sealed class RecentTrades(int capacity)
{
    private readonly (long Id, decimal Price, DateTime Time)[] _ring = new (long, decimal, DateTime)[capacity];
    private int _start;
    private int _count;
    private DateTime? _dropped;

    /// <summary>Exchange time (UTC) of the newest trade; null before the first.</summary>
    public DateTime? LastTime => _count == 0 ? null : _ring[(_start + _count - 1) % capacity].Time;

    /// <summary>Price of the newest trade; null before the first.</summary>
    public decimal? LastPrice => _count == 0 ? null : _ring[(_start + _count - 1) % capacity].Price;

    /// <summary>Adds a trade; false when it is not newer than the newest (delivered twice).</summary>
    public bool Add(in Trade trade)
    {
        if (_count > 0 && trade.TradeId <= _ring[(_start + _count - 1) % capacity].Id)
        {
            return false;
        }

        if (_count == capacity)
        {
            _dropped = _ring[_start].Time;
            _start = (_start + 1) % capacity;
            _count--;
        }

        _ring[(_start + _count) % capacity] = (trade.TradeId, trade.Price, trade.ExchangeTime);
        _count++;
        return true;
    }

    /// <summary>The first trade at or after a time; null when there is none, or when it was dropped already.</summary>
    public (decimal Price, DateTime Time)? FirstFrom(DateTime time)
    {
        if (_dropped >= time)
        {
            return null;
        }

        for (var i = 0; i < _count; i++)
        {
            var (_, price, at) = _ring[(_start + i) % capacity];
            if (at >= time)
            {
                return (price, at);
            }
        }

        return null;
    }
}
