using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// The fair price as a pure function of seed and time: a sum of linearly interpolated noise, whose slow octaves are the trends
/// and whose fast ones revert to them. Because it needs no history, klines of any past day cost the same as today's, and the
/// live book that follows it continues the history without a seam.
/// </summary>
internal sealed class PricePath(ulong seed, double basePrice)
{
    // Amplitude grows about with the root of the period, as a random walk's range does; the two fast octaves are stronger so
    // that a moving-average cross on one-second bars has something to cross.
    private static readonly (long Seconds, double Amplitude)[] Octaves =
    [
        (7, 0.00025), (23, 0.0005), (60, 0.0006), (420, 0.0012), (1_800, 0.0025), (10_800, 0.006), (86_400, 0.018), (604_800, 0.05),
        (7_776_000, 0.2),
    ];

    private readonly long[] _knots = CreateKnots();
    private readonly double[] _from = new double[Octaves.Length];
    private readonly double[] _to = new double[Octaves.Length];

    public double At(long timeUs)
    {
        var second = timeUs / 1_000_000;
        var rest = (timeUs - second * 1_000_000) * 1e-6;
        double exponent = 0;
        for (var i = 0; i < Octaves.Length; i++)
        {
            var (seconds, amplitude) = Octaves[i];
            var knot = second / seconds;
            if (knot != _knots[i])
            {
                _knots[i] = knot;
                _from[i] = Noise(i, knot);
                _to[i] = Noise(i, knot + 1);
            }

            var fraction = (second - knot * seconds + rest) / seconds;
            exponent += amplitude * (_from[i] + (_to[i] - _from[i]) * fraction);
        }

        return basePrice * Math.Exp(exponent);
    }

    private static long[] CreateKnots()
    {
        var knots = new long[Octaves.Length];
        Array.Fill(knots, -1);
        return knots;
    }

    private double Noise(int octave, long knot) =>
        Mixer.Fraction(Mixer.Mix(seed ^ Mixer.Mix((ulong)knot * 31 + (ulong)octave))) * 2 - 1;
}
