using System.Runtime.CompilerServices;

namespace Trading.ExchangeSimulator.Engine.Markets;

/// <summary>Deterministic hashing of numbers to numbers (SplitMix64), the same on every machine.</summary>
internal static class Mixer
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A fraction in [0, 1).</summary>
    public static double Fraction(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    public static ulong SeedOf(long seed, string name)
    {
        var hash = Mix((ulong)seed);
        foreach (var character in name)
        {
            hash = Mix(hash ^ character);
        }

        return hash;
    }
}

/// <summary>A seeded stream of random numbers that is the same on every machine and .NET version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mixer.Mix(_state++);

    /// <summary>A fraction in [0, 1).</summary>
    public double NextFraction() => Mixer.Fraction(Next());

    public bool NextChance(double probability) => probability > 0 && NextFraction() < probability;
}
