using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Protocol.Faults;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>The faults as one connection suffers them, frame by frame, from its own seeded chances.</summary>
internal sealed class ConnectionFaults(FaultRegistry registry, TimeProvider clock)
{
    private readonly ulong _ordinal = registry.NextConnection();
    private readonly DateTimeOffset _connected = clock.GetUtcNow();
    private SeededRandom? _random;
    private FaultSettings? _seededFor;
    private FrameSlice _heldBack;
    private FaultSettings? _revivedFor;

    public bool Active => registry.Settings.HurtsStreams || _heldBack.Length > 0 || registry.Settings.StallStream is { Length: > 0 };

    /// <summary>
    /// Whether <c>disconnectEvery</c> has run out for this connection; the time runs from the setting or the connection, whichever is
    /// later.
    /// </summary>
    public bool IsCutDue()
    {
        var seconds = registry.Settings.DisconnectEvery;
        if (seconds == 0 || clock.GetUtcNow() < (_connected > registry.SetAt ? _connected : registry.SetAt).AddSeconds(seconds))
        {
            return false;
        }

        registry.Count(Fault.Disconnect);
        return true;
    }

    /// <summary>A stream that has died comes back for who subscribes to it.</summary>
    public void Subscribed(Topic topic)
    {
        if (topic.Name == registry.Settings.StallStream)
        {
            _revivedFor = registry.Settings;
        }
    }

    /// <summary>Passes the wanted frames on, one by one, some of them hurt.</summary>
    public void Offer(IReadOnlyList<FrameEntry> entries, Predicate<Topic> wanted, Action<FrameSlice> send)
    {
        var settings = registry.Settings;
        if (_random is null || settings != _seededFor)
        {
            _random = new SeededRandom(Mixer.Mix((ulong)settings.Seed ^ Mixer.Mix(_ordinal)));
            _seededFor = settings;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (wanted(entry.Topic) && !IsDead(entry.Topic, settings))
            {
                Pass(settings, _random, new FrameSlice(entry.Block, entry.Offset, entry.Length), send);
            }
        }
    }

    public async Task WaitWhileStalledAsync(CancellationToken cancellation)
    {
        while (registry.Settings.StallStream is not { Length: > 0 }
            && registry.StalledUntil - clock.GetUtcNow() is var left
            && left > TimeSpan.Zero)
        {
            await Task.Delay(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1), clock, cancellation);
        }
    }

    private bool IsDead(Topic topic, FaultSettings settings) =>
        topic.Name == settings.StallStream
            && !ReferenceEquals(_revivedFor, settings)
            && _connected <= registry.SetAt
            && clock.GetUtcNow() < registry.StalledUntil;

    private void Pass(FaultSettings settings, SeededRandom random, FrameSlice slice, Action<FrameSlice> send)
    {
        if (random.NextChance(settings.Drop))
        {
            registry.Count(Fault.Drop);
            return;
        }

        if (random.NextChance(settings.Malformed))
        {
            registry.Count(Fault.Malformed);
            Damage(random, slice, send);
            return;
        }

        if (_heldBack.Length == 0 && random.NextChance(settings.Reorder))
        {
            registry.Count(Fault.Reorder);
            slice.Block.Hold();
            _heldBack = slice;
            return;
        }

        send(slice);
        if (random.NextChance(settings.Duplicate))
        {
            registry.Count(Fault.Duplicate);
            send(slice);
        }

        if (_heldBack.Length > 0)
        {
            send(_heldBack);
            _heldBack.Block.Release();
            _heldBack = default;
        }
    }

    /// <summary>Overwrites a few bytes of the payload; the WebSocket frame around it stays valid.</summary>
    private static void Damage(SeededRandom random, FrameSlice slice, Action<FrameSlice> send)
    {
        var copy = FrameBlock.Rent(slice.Length);
        slice.Memory.Span.CopyTo(copy.Bytes);
        var header = (copy.Bytes[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        for (var i = 0; i < 3; i++)
        {
            var at = header + (int)(random.NextFraction() * (slice.Length - header));
            copy.Bytes[at] = (byte)(0x20 + random.Next() % 0x5F);
        }

        send(slice with { Block = copy, Offset = 0 });
        copy.Release();
    }
}
