using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Seban's SuperTrend: a trailing line <c>width</c> average true ranges (Wilder's) from the middle of the bar, which only tightens until
/// a close passes it. It begins upward if the first close is not below the middle of its bar.
/// </summary>
public sealed class SuperTrend(int period = 10, double width = 3) : IIndicator
{
    private readonly Atr _range = new(period);
    private readonly double _width = Require.Factor(width);
    private double _upper = double.NaN;
    private double _lower = double.NaN;
    private double _close;

    public int WarmupBars => _range.WarmupBars;

    public bool IsReady => Direction != 0;

    /// <summary>The trailing line: below the price in an upward trend, above it in a downward one.</summary>
    public double Value => Direction > 0 ? _lower : _upper;

    /// <summary>1 upward, -1 downward, 0 not ready.</summary>
    public int Direction { get; private set; }

    public void Update(double high, double low, double close)
    {
        if (!double.IsFinite(high + low + close))
        {
            return;
        }

        _range.Update(high, low, close);
        if (_range.IsReady)
        {
            Trail((high + low) / 2, close);
        }

        _close = close;
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);

    private void Trail(double middle, double close)
    {
        var (upper, lower) = (middle + _width * _range.Value, middle - _width * _range.Value);
        if (Direction == 0)
        {
            (_upper, _lower, Direction) = (upper, lower, close >= middle ? 1 : -1);
            return;
        }

        _upper = Select.IfGreater(_close, _upper, upper, double.MinNative(upper, _upper));
        _lower = Select.IfGreater(_lower, _close, lower, double.MaxNative(lower, _lower));
        if (Direction > 0 ? close < _lower : close > _upper)
        {
            Direction = -Direction;
        }
    }
}
