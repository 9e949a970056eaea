namespace Trading.Exchanges.Limits;

/// <summary>
/// Who goes next: the lane decides first; inside a lane every symbol gets the same share of weight, however many requests it
/// queues (virtual finish times); inside a symbol the order of arrival. Not safe for concurrent use.
/// </summary>
internal sealed class FairQueue<T>
{
    private readonly PriorityQueue<(T Item, double Finish), (RequestLane Lane, double Finish, long Arrival)> _queue = new();
    private readonly Dictionary<string, double> _finishOf = new(StringComparer.Ordinal);
    private double _now;
    private long _arrivals;

    public int Count => _queue.Count;

    public void Enqueue(T item, RequestLane lane, string symbol, int weight)
    {
        var finish = Math.Max(_now, _finishOf.GetValueOrDefault(symbol)) + weight;
        _finishOf[symbol] = finish;
        _queue.Enqueue((item, finish), (lane, finish, _arrivals++));
    }

    public T Peek() => _queue.Peek().Item;

    public T Dequeue()
    {
        var (item, finish) = _queue.Dequeue();
        _now = Math.Max(_now, finish);
        if (_queue.Count == 0)
        {
            _finishOf.Clear();
            _now = 0;
        }

        return item;
    }
}
