using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Bollinger's bands (Bollinger on Bollinger Bands, 2001): the simple average of closes, and <c>width</c> population standard deviations
/// above and below it, as he defines them.
/// </summary>
public sealed class BollingerBands(int period = 20, double width = 2) : IIndicator
{
    private readonly double _width = Require.Factor(width);
    private RollingMoments _moments = new(Require.Period(period, least: 2));

    public int WarmupBars => period;

    public bool IsReady => _moments.IsFull;

    /// <summary>The middle band.</summary>
    public double Value => Middle;

    public double Upper => Middle + _width * Deviation;

    public double Middle { get; private set; } = double.NaN;

    public double Lower => Middle - _width * Deviation;

    /// <summary>One population standard deviation of the closes.</summary>
    public double Deviation { get; private set; } = double.NaN;

    public void Update(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        _moments.Add(value);
        if (_moments.IsFull)
        {
            Middle = _moments.Mean;
            Deviation = _moments.Deviation(period);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
