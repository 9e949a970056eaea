using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Faults;

/// <summary>The faults in force, and what they have done so far.</summary>
internal sealed class FaultRegistry(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private SeededRandom _requests = new(1);
    private long _connections;

    public FaultSettings Settings { get; private set; } = new();

    /// <summary>When the running stall ends, as a timestamp of the clock's UTC time.</summary>
    public DateTimeOffset StalledUntil { get; private set; }

    public DateTimeOffset SetAt { get; private set; }

    public FaultCounts Counts { get; } = new();

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

    /// <summary>The faults of a new connection; its chances depend on the seed and on its number since the setting.</summary>
    public ConnectionFaults Connect() => new(this, (ulong)Interlocked.Increment(ref _connections), clock);

    /// <summary>Draws for one request.</summary>
    public bool Chance(double probability)
    {
        lock (_gate)
        {
            return _requests.NextChance(probability);
        }
    }
}
