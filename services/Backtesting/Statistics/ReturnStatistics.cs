namespace Trading.Backtesting.Statistics;

/// <summary>Mean and spread of returns in one pass (B. P. Welford, 1962): no list is kept, however long the run is.</summary>
public sealed class ReturnStatistics
{
    private double _mean;
    private double _squares;
    private double _downside;

    public long Count { get; private set; }

    public void Add(double value)
    {
        Count++;
        var delta = value - _mean;
        _mean += delta / Count;
        _squares += delta * (value - _mean);
        if (value < 0)
        {
            _downside += value * value;
        }
    }

    /// <summary>Mean over sample standard deviation, times the square root of the periods per year; null without variation.</summary>
    public double? Sharpe(double periodsPerYear) => Count > 1 && _squares > 0
        ? _mean / Math.Sqrt(_squares / (Count - 1)) * Math.Sqrt(periodsPerYear)
        : null;

    /// <summary>
    /// Mean over the root of the mean squared negative return, times the square root of the periods per year; null without a loss.
    /// </summary>
    public double? Sortino(double periodsPerYear) => Count > 1 && _downside > 0
        ? _mean / Math.Sqrt(_downside / Count) * Math.Sqrt(periodsPerYear)
        : null;
}
