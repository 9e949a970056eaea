using System.Globalization;
using Trading.Contracts;

namespace Trading.Scanner.Features;

/// <summary>
/// Turns features into a score, a confidence, flags and a sentence. The score says how unusual a symbol's move is and how much volume
/// and aggressors agree with it; it is a ranking, not a forecast.
/// </summary>
internal sealed class Scorer(int lookbackBars, double maxAgeSeconds)
{
    private const double MomentumWeight = 0.5;
    private const double VolumeWeight = 0.3;
    private const double AgreementWeight = 0.2;

    public Assessment Assess(SymbolFeatures features)
    {
        var side = features.Momentum < 0 ? Side.Sell : Side.Buy;
        var direction = side == Side.Buy ? 1 : -1;

        // Each part is 0 to 1: two standard deviations of momentum or of volume are 0.76 (tanh of 1).
        var momentum = Math.Tanh(Math.Abs(features.Momentum) / 2);
        var volume = Math.Tanh(Math.Max(0, features.VolumeZScore) / 2);
        var aggressors = Math.Clamp(direction * (features.BuyRatio - 0.5) * 2, 0, 1);
        var place = direction > 0 ? features.RangePosition : 1 - features.RangePosition;
        var score = 100 * (MomentumWeight * momentum + VolumeWeight * volume + AgreementWeight * (aggressors + place) / 2);

        var coverage = Math.Min(1, (double)features.Bars / lookbackBars);
        var freshness = Math.Clamp(1 - features.AgeSeconds / maxAgeSeconds, 0, 1);
        return new Assessment(
            side, Math.Round(score, 2), Math.Round(coverage * freshness, 4), [.. Flags(features)], Explain(features, side));
    }

    private IEnumerable<string> Flags(SymbolFeatures features)
    {
        if (features.Bars < lookbackBars / 2)
        {
            yield return "lowData";
        }

        if (features.AgeSeconds > maxAgeSeconds)
        {
            yield return "stale";
        }

        if (Math.Abs(features.Momentum) > 2)
        {
            yield return features.Momentum > 0 ? "strongUp" : "strongDown";
        }

        if (features.VolumeZScore > 3)
        {
            yield return "volumeSpike";
        }

        if (features.Volatility > 0.01)
        {
            yield return "highVolatility";
        }
    }

    private static string Explain(SymbolFeatures features, Side side) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(side == Side.Buy ? "Up" : "Down")} {Math.Abs(features.Return):P2} over {features.Bars} bars, "
        + $"{Math.Abs(features.Momentum):F1} standard deviations; "
        + $"recent volume {features.VolumeZScore:F1} deviations from usual; buyers took {features.BuyRatio:P0}; close at "
            + $"{features.RangePosition:P0} of the range.");
}
