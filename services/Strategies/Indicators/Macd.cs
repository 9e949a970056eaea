using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Moving average convergence and divergence of Appel (1979): the fast exponential average less the slow one, and an exponential average of
/// the difference as its signal.
/// </summary>
public sealed class Macd : IIndicator
{
    private readonly int _slowPeriod;
    private readonly int _signalPeriod;
    private Smoothing _fast;
    private Smoothing _slow;
    private Smoothing _signal;

    public Macd(int fast = 12, int slow = 26, int signal = 9)
    {
        _fast = Smoothing.Exponential(Require.Period(fast));
        _slow = Smoothing.Exponential(_slowPeriod = Require.Period(slow, least: fast + 1));
        _signal = Smoothing.Exponential(_signalPeriod = Require.Period(signal));
    }

    public int WarmupBars => _slowPeriod + _signalPeriod - 1;

    public bool IsReady => _signal.IsFull;

    /// <summary>Fast average less slow average; known from the slow period on.</summary>
    public double Value { get; private set; } = double.NaN;

    public double Signal => _signal.Value;

    /// <summary><see cref="Value"/> less <see cref="Signal"/>.</summary>
    public double Histogram => Value - _signal.Value;

    public void Update(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        _fast.Add(value);
        _slow.Add(value);
        if (_slow.IsFull)
        {
            Value = _fast.Value - _slow.Value;
            _signal.Add(Value);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
