using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

/// <summary>As much money long as short (Gatev, Goetzmann and Rouwenhorst 2006), by the standard score of the log ratio.</summary>
[Strategy("pairs", "Sells the dear one of two symbols short and buys the cheap one, until their ratio is back at its mean.")]
public sealed class Pairs : Strategy
{
    private readonly double[] _logs = new double[2];
    private readonly DateTime[] _opens = new DateTime[2];
    private RollingZScore _score = null!;

    [Parameter(10, 10_000, "Bars over which the mean of the ratio is taken.")]
    public int Period { get; set; } = 100;

    [Parameter(0.5, 10, "Opens at this distance from the mean, in standard deviations.")]
    public double Entry { get; set; } = 2;

    [Parameter(0, 5, "Closes at this distance.")]
    public double Exit { get; set; } = 0.5;

    [Parameter(1, 20, "Gives up at this distance: the two have parted.")]
    public double Stop { get; set; } = 4;

    [Parameter(0.000001, 0.5, "Part of the equity on each side.")]
    public decimal EquityFraction { get; set; } = 0.2m;

    public override int WarmupBars => Period;

    public override OrderFeatures Uses => OrderFeatures.Short;

    private Market First => Portfolio.Markets[0];

    private Market Second => Portfolio.Markets[1];

    public override void Validate()
    {
        if (Exit >= Entry || Entry >= Stop)
        {
            throw new ArgumentException("exit must be below entry, and entry below stop.");
        }
    }

    public override void OnStart()
    {
        if (Portfolio.Markets.Count != 2 || !First.CanSellShort || !Second.CanSellShort)
        {
            throw new InvalidOperationException("pairs needs exactly two symbols that can both be sold short.");
        }

        _score = new RollingZScore(Period);
    }

    public override void OnBar(Market market, in Bar bar)
    {
        _logs[market.Index] = Math.Log((double)bar.Close);
        _opens[market.Index] = bar.OpenTime;
        if (_opens[0] != _opens[1])
        {
            return; // The other symbol's bar is still to come.
        }

        _score.Update(_logs[0] - _logs[1]);
        if (!_score.IsReady || First.Orders.Count + Second.Orders.Count > 0)
        {
            return;
        }

        var distance = Math.Abs(_score.Value);
        var isDear = _score.Value > 0;
        if (First.IsFlat && Second.IsFlat)
        {
            if (distance >= Entry && distance < Stop)
            {
                First.Target(isDear ? -EquityFraction : EquityFraction);
                Second.Target(isDear ? EquityFraction : -EquityFraction);
            }
        }
        else if (First.IsFlat || Second.IsFlat || distance <= Exit || distance >= Stop || isDear != First.Quantity < 0)
        {
            // Also when one leg alone was filled.
            First.Close();
            Second.Close();
        }
    }
}
