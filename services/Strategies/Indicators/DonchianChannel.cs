using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Donchian's channel: the highest high and the lowest low of the last <c>period</c> bars, the newest one among them. For a breakout
/// compare a bar with the channel before <see cref="Update(in Bar)"/>.
/// </summary>
public sealed class DonchianChannel(int period = 20) : IIndicator
{
    private RollingMaximum _high = new(Require.Period(period));
    private RollingMaximum _low = new(period);

    public int WarmupBars => period;

    public bool IsReady => _high.IsFull;

    /// <summary>The middle.</summary>
    public double Value => Middle;

    public double Upper => IsReady ? _high.Value : double.NaN;

    /// <summary>Half way between <see cref="Upper"/> and <see cref="Lower"/>.</summary>
    public double Middle => (Upper + Lower) / 2;

    public double Lower => IsReady ? -_low.Value : double.NaN;

    public void Update(double high, double low, double close)
    {
        if (double.IsFinite(high + low + close))
        {
            _high.Add(high);
            _low.Add(-low);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);
}
