namespace Trading.OrderExecution.Risk;

/// <summary>
/// The last ids that were added, so that news which a faster thread has overtaken are recognised. Not thread-safe: its owner
/// holds the lock.
/// </summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<Guid> _ids = new(capacity);
    private readonly Queue<Guid> _order = new(capacity);

    public bool Contains(Guid id) => _ids.Contains(id);

    public void Add(Guid id)
    {
        if (!_ids.Add(id))
        {
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }
    }
}
