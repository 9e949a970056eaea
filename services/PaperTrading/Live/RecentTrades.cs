using Trading.Contracts;

namespace Trading.PaperTrading.Live;

/// <summary>
/// The latest trades of a symbol. Bars and ticks travel on queues of their own: the trade that an intent must be filled by may
/// arrive before the bar that causes the intent, so it is kept. The oldest is dropped when full.
/// </summary>
public sealed class RecentTrades(int capacity)
{
    private readonly (long Id, decimal Price, DateTime Time)[] _ring = new (long, decimal, DateTime)[capacity];
    private int _start;
    private int _count;

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
            _start = (_start + 1) % capacity;
            _count--;
        }

        _ring[(_start + _count) % capacity] = (trade.TradeId, trade.Price, trade.ExchangeTime);
        _count++;
        return true;
    }

    /// <summary>The oldest kept trade at or after a time.</summary>
    public (decimal Price, DateTime Time)? FirstFrom(DateTime time)
    {
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
