namespace Trading.ExchangeSimulator.Streams;

/// <summary>Counts connection attempts by address in a sliding five minutes.</summary>
public sealed class ConnectionGate(SimulatorOptions options)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _attempts = new(StringComparer.Ordinal);

    /// <returns>False when the address has used up its attempts.</returns>
    public bool Enter(string address, DateTimeOffset now)
    {
        if (options.ConnectionAttemptsPer5Minutes == 0)
        {
            return true;
        }

        lock (_lock)
        {
            if (!_attempts.TryGetValue(address, out var attempts))
            {
                _attempts.Add(address, attempts = new Queue<DateTimeOffset>());
            }

            while (attempts.TryPeek(out var oldest) && now - oldest > Window)
            {
                attempts.Dequeue();
            }

            if (attempts.Count >= options.ConnectionAttemptsPer5Minutes)
            {
                return false;
            }

            attempts.Enqueue(now);
            return true;
        }
    }
}
