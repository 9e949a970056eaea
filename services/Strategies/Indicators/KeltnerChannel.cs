using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Keltner's channel as Raschke uses it: an exponential average of closes, and <c>width</c> average true ranges (Wilder's) above and
/// below it.
/// </summary>
public sealed class KeltnerChannel(int period = 20, int atrPeriod = 10, double width = 2) : IIndicator
{
    private readonly Ema _average = new(period);
    private readonly Atr _range = new(atrPeriod);
    private readonly double _width = Require.Factor(width);

    public int WarmupBars => Math.Max(_average.WarmupBars, _range.WarmupBars);

    public bool IsReady => _average.IsReady && _range.IsReady;

    /// <summary>The middle line.</summary>
    public double Value => Middle;

    public double Upper => Middle + _width * _range.Value;

    public double Middle => _average.Value;

    public double Lower => Middle - _width * _range.Value;

    public void Update(double high, double low, double close)
    {
        if (double.IsFinite(high + low + close))
        {
            _average.Update(close);
            _range.Update(high, low, close);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);
}
