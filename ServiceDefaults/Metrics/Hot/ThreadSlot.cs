namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>
/// A small number that exactly one living thread holds, so that it may add to its own cell without a lock or an atomic
/// instruction. A thread that ends gives its number back. Threads beyond <see cref="Most"/> share cell 0 and pay for atomics.
/// </summary>
internal static class ThreadSlot
{
    /// <summary>Threads with a cell of their own: cells 1 to 63.</summary>
    public const int Most = 64;

    private const int Shared = -1;

    private static readonly Stack<int> Free = new(Enumerable.Range(1, Most - 1).Reverse());

    [ThreadStatic]
    private static int _current;

    [ThreadStatic]
    private static Lease? _lease;

    /// <summary>Above 0: this thread's own slot. 0 or less: none (yet).</summary>
    public static int Current => _current;

    /// <summary>Takes a slot at a thread's first use; false when there is none left for it.</summary>
    public static bool TryTake()
    {
        if (_current == 0)
        {
            lock (Free)
            {
                _current = Free.Count > 0 ? Free.Pop() : Shared;
            }

            _lease = _current > 0 ? new Lease(_current) : null;
        }

        return _current > 0;
    }

    /// <summary>Collected after its thread has ended.</summary>
    private sealed class Lease(int slot)
    {
#pragma warning disable MA0055 // Nothing else tells that a thread has ended.
        ~Lease()
#pragma warning restore MA0055
        {
            lock (Free)
            {
                Free.Push(slot);
            }
        }
    }
}
