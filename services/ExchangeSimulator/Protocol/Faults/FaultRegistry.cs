using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Faults;

/// <summary>What can go wrong with a frame, a connection or a request.</summary>
internal enum Fault
{
    Drop,
    Duplicate,
    Reorder,
    Malformed,
    Disconnect,
    Request,
}

/// <summary>The faults in force, and what they have done so far.</summary>
internal sealed class FaultRegistry(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long[] _done = new long[Enum.GetValues<Fault>().Length];
    private SeededRandom _requests = new(1);
    private long _connections;

    public FaultSettings Settings { get; private set; } = new();

    /// <summary>When the running stall ends, as a timestamp of the clock's UTC time.</summary>
    public DateTimeOffset StalledUntil { get; private set; }

    public DateTimeOffset SetAt { get; private set; }

    public void Set(FaultSettings settings)
    {
        lock (_gate)
        {
            Settings = settings;
            SetAt = clock.GetUtcNow();
            StalledUntil = SetAt.AddSeconds(settings.Stall);
            _requests = new SeededRandom(Mixer.Mix((ulong)settings.Seed));
            _connections = 0;
        }
    }

    /// <summary>Number of a new connection since the setting: its chances depend on it and on the seed.</summary>
    public ulong NextConnection() => (ulong)Interlocked.Increment(ref _connections);

    public void Count(Fault fault) => Interlocked.Increment(ref _done[(int)fault]);

    public long CountOf(Fault fault) => Volatile.Read(ref _done[(int)fault]);

    /// <summary>Draws for one request.</summary>
    public bool Chance(double probability)
    {
        lock (_gate)
        {
            return _requests.NextChance(probability);
        }
    }

    /// <summary>Draws for one request, and counts it when it is to fail.</summary>
    public bool Hits(double probability)
    {
        var isHit = Chance(probability);
        if (isHit)
        {
            Count(Fault.Request);
        }

        return isHit;
    }
}
