namespace Trading.ExchangeSimulator.Engine.Markets;

/// <summary>A seeded stream of random numbers that is the same on every machine and .NET version.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mixer.Mix(_state++);

    /// <summary>A fraction in [0, 1).</summary>
    public double NextFraction() => Mixer.Fraction(Next());

    public bool NextChance(double probability) => probability > 0 && NextFraction() < probability;
}
