using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

/// <summary>The averages are compared by cross-multiplied sums of decimals, so no rounding decides.</summary>
[Strategy("ma-cross", "Buys when the fast simple average of closes crosses above the slow one; sells when it is not above any more.")]
public sealed class MovingAverageCross : Strategy
{
    private Averages[] _averages = [];

    [Parameter(1, 10_000, "Bars of the fast average.")]
    public int Fast { get; set; } = 10;

    [Parameter(2, 10_000, "Bars of the slow average; more than the fast one's.")]
    public int Slow { get; set; } = 30;

    [Parameter(0.000001, 1, "Part of the free cash that one entry spends.")]
    public decimal CashFraction { get; set; } = 0.1m;

    public override int WarmupBars => Slow + 1;

    public override void Validate()
    {
        if (Slow <= Fast)
        {
            throw new ArgumentException("fast and slow must be whole numbers with 1 <= fast < slow <= 10000.");
        }
    }

    public override void OnStart() => _averages = [.. Portfolio.Markets.Select(_ => new Averages(Fast, Slow))];

    public override void OnBar(Market market, in Bar bar)
    {
        var averages = _averages[market.Index];
        if (averages.Add(bar.Close) is not var (before, above) || market.Orders.Count > 0)
        {
            return;
        }

        if (!above)
        {
            market.Close();
        }
        else if (market.IsFlat && before == false)
        {
            market.Buy(Size.CashFraction(CashFraction));
        }
    }

    private sealed class Averages(int fast, int slow)
    {
        private readonly RollingSum _fast = new(fast);
        private readonly RollingSum _slow = new(slow);
        private bool? _above;

        /// <summary>Whether the fast average was and is above the slow one; null until the slow one is full.</summary>
        public (bool? Before, bool Above)? Add(decimal close)
        {
            _fast.Add(close);
            _slow.Add(close);
            if (!_slow.IsFull)
            {
                return null;
            }

            var before = _above;
            _above = _fast.Sum * _slow.Length > _slow.Sum * _fast.Length;
            return (before, _above.Value);
        }
    }
}
