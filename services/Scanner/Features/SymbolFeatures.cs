namespace Trading.Scanner.Features;

/// <summary>What the latest bars of a symbol say. Null: not known.</summary>
/// <param name="Bars">Bars that were there, at most the look-back.</param>
/// <param name="Return">Last close over first open, less 1.</param>
/// <param name="Volatility">Standard deviation of the bars' log returns.</param>
/// <param name="Momentum">Log return over the whole span in units of what its volatility would give by chance (a z-score).</param>
/// <param name="VolumeZScore">Mean volume of the newest tenth against all others, in standard deviations of a mean of that many.</param>
/// <param name="BuyRatio">Part of the volume whose aggressor bought.</param>
/// <param name="RangePosition">Where the last close lies between the lowest low (0) and the highest high (1).</param>
/// <param name="SpreadBps">Best ask less best bid over the middle, basis points.</param>
/// <param name="AgeSeconds">Time since the newest bar's interval ended.</param>
internal sealed record SymbolFeatures(
    int Bars,
    double Return,
    double Volatility,
    double Momentum,
    double VolumeZScore,
    double BuyRatio,
    double RangePosition,
    double? SpreadBps,
    double AgeSeconds)
{
    /// <summary>The features by name, those that are known.</summary>
    public IEnumerable<KeyValuePair<string, double>> Values()
    {
        yield return new("return", Return);
        yield return new("volatility", Volatility);
        yield return new("momentum", Momentum);
        yield return new("volumeZScore", VolumeZScore);
        yield return new("buyRatio", BuyRatio);
        yield return new("rangePosition", RangePosition);
        if (SpreadBps is { } spread)
        {
            yield return new("spreadBps", spread);
        }
    }
}
