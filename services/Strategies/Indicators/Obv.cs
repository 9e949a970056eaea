using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// On-balance volume of Granville (1963): the sum of volume at rising closes less that at falling ones, from 0 at the first bar. Where it
/// began says nothing, its changes do.
/// </summary>
public sealed class Obv : IIndicator
{
    private PreciseSum _sum;
    private double _close = double.NaN;

    public int WarmupBars => 1;

    public bool IsReady => !double.IsNaN(_close);

    public double Value => IsReady ? _sum.Parts.High : double.NaN;

    public void Update(double close, double volume)
    {
        if (!double.IsFinite(close + volume))
        {
            return;
        }

        if (close > _close)
        {
            _sum.Add(volume);
        }
        else if (close < _close)
        {
            _sum.Add(-volume);
        }

        _close = close;
    }

    public void Update(in Bar bar) => Update((double)bar.Close, (double)bar.Volume);
}
