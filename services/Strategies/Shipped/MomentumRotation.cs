using Trading.Contracts;

namespace Trading.Strategies.Shipped;

[Strategy("momentum-rotation", "Holds the symbols that rose most and rotates every few bars; on request also short in the weakest.")]
public sealed class MomentumRotation : Strategy
{
    private Queue<decimal>[] _closes = [];
    private DateTime[] _opens = [];
    private Dictionary<Market, decimal> _weights = [];

    [Parameter(1, 5_000, "Bars over which a symbol's return is measured.")]
    public int Lookback { get; set; } = 90;

    [Parameter(1, 5_000, "Bars from one rotation to the next, counted from the Unix epoch.")]
    public int RotationBars { get; set; } = 30;

    [Parameter(1, 100, "Symbols that are held.")]
    public int Top { get; set; } = 3;

    [Parameter(0.000001, 1, "Part of the equity that all positions take together.")]
    public decimal EquityFraction { get; set; } = 0.9m;

    [Parameter(0, 1, "1: half of it is short in the weakest symbols, where the market allows it.")]
    public bool Short { get; set; }

    /// <summary>The last rotation is among them.</summary>
    public override int WarmupBars => Lookback + RotationBars + 1;

    public override OrderFeatures Uses => Short ? OrderFeatures.Short : OrderFeatures.None;

    public override void OnStart()
    {
        _closes = [.. Portfolio.Markets.Select(_ => new Queue<decimal>(Lookback + 2))];
        _opens = new DateTime[Portfolio.Markets.Count];
    }

    public override void OnBar(Market market, in Bar bar)
    {
        var closes = _closes[market.Index];
        closes.Enqueue(bar.Close);
        if (closes.Count > Lookback + 1)
        {
            closes.Dequeue();
        }

        var open = _opens[market.Index] = bar.OpenTime;
        if (Array.IndexOf(_opens, Portfolio.Interval.OpenOf(open.AddTicks(-1))) >= 0)
        {
            return; // Another symbol's bar of the same time is still to come.
        }

        // One that went silent neither ranks nor holds up the others.
        var markets = Portfolio.Markets.Where(each => _opens[each.Index] == open).ToList();
        if (Portfolio.Interval.Count(DateTime.UnixEpoch, Portfolio.Now) % RotationBars == 0)
        {
            _weights = Weigh(markets);
        }

        Trade(markets);
    }

    private Dictionary<Market, decimal> Weigh(List<Market> markets)
    {
        var ranking = markets.Where(market => _closes[market.Index].Count == Lookback + 1)
            .Select(market => (Market: market, Return: _closes[market.Index].Last() / _closes[market.Index].Peek() - 1))
            .OrderByDescending(each => each.Return).ThenBy(each => each.Market.Index).ToList();
        var weight = EquityFraction / Top / (Short ? 2 : 1);
        var weights = ranking.Where(each => each.Return > 0).Take(Top).ToDictionary(each => each.Market, _ => weight);
        foreach (var (market, _) in ranking.Where(each => Short && each.Return < 0 && each.Market.CanSellShort).TakeLast(Top))
        {
            weights[market] = -weight;
        }

        return weights;
    }

    /// <summary>What leaves goes first: its cash pays for what comes.</summary>
    private void Trade(List<Market> markets)
    {
        if (markets.Exists(market => market.Orders.Count > 0))
        {
            return;
        }

        var leaving = markets.FindAll(market => !market.IsFlat && market.Quantity * _weights.GetValueOrDefault(market) <= 0);
        leaving.ForEach(market => market.Close());
        if (leaving.Count == 0)
        {
            foreach (var market in markets.Where(market => market.IsFlat && _weights.ContainsKey(market)))
            {
                market.Target(_weights[market]);
            }
        }
    }
}
