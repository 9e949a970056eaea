using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.PaperTrading.Strategies;

/// <summary>
/// Enters when the fast simple moving average of closes crosses above the slow one; leaves as soon as it is not above any more.
/// The averages are compared by cross-multiplied sums, so no rounding decides.
/// </summary>
internal sealed class MovingAverageCross(int fast, int slow) : IStrategy
{
    private readonly RollingSum _fast = new(fast);
    private readonly RollingSum _slow = new(slow);
    private bool? _above;

    public int WarmupBars => _slow.Length + 1;

    public Decision OnBar(in Bar bar, bool holding)
    {
        _fast.Add(bar.Close);
        _slow.Add(bar.Close);
        if (!_slow.IsFull)
        {
            return Decision.Stay;
        }

        var before = _above;
        var above = _fast.Sum * _slow.Length > _slow.Sum * _fast.Length;
        _above = above;
        return (holding, above, before) switch
        {
            (true, false, _) => Decision.Exit,
            (false, true, false) => Decision.Enter,
            _ => Decision.Stay,
        };
    }
}
