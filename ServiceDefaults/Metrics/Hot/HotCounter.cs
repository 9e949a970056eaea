namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>
/// A counter with bound labels for code that runs millions of times a second: each thread adds to a cache line of its own, readers
/// add the lines up. No allocation, no atomic instruction, no sharing.
/// </summary>
public sealed class HotCounter
{
    /// <summary>Longs per cell: two cache lines, because processors fetch them in pairs.</summary>
    private const int Stride = 16;

    private readonly long[] _cells = new long[(ThreadSlot.Most + 1) * Stride];

    internal HotCounter(KeyValuePair<string, object?>[] labels) => Labels = labels;

    public long Value
    {
        get
        {
            long sum = 0;
            for (var cell = 0; cell < _cells.Length; cell += Stride)
            {
                sum += Volatile.Read(ref _cells[cell]);
            }

            return sum;
        }
    }

    internal KeyValuePair<string, object?>[] Labels { get; }

    public void Increment() => Add(1);

    /// <param name="count">0 or more: a counter never goes back.</param>
    public void Add(long count)
    {
        var cells = _cells;
        var index = ThreadSlot.Current * Stride;
        if (index > 0 && (uint)index < (uint)cells.Length)
        {
            cells[index] += count;
        }
        else
        {
            AddSlowly(count);
        }
    }

    private void AddSlowly(long count)
    {
        if (ThreadSlot.TryTake())
        {
            _cells[ThreadSlot.Current * Stride] += count;
        }
        else
        {
            Interlocked.Add(ref _cells[0], count);
        }
    }
}
