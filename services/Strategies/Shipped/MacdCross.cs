using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

[Strategy("macd", "Buys when the MACD crosses above its signal, sells when it is below; on request also short, the other way round.")]
public sealed class MacdCross : Strategy
{
    private Macd[] _macd = [];

    [Parameter(1, 1_000, "Bars of the fast average.")]
    public int Fast { get; set; } = 12;

    [Parameter(2, 1_000, "Bars of the slow average; more than the fast one's.")]
    public int Slow { get; set; } = 26;

    [Parameter(1, 1_000, "Bars of the signal, an average of the difference.")]
    public int Signal { get; set; } = 9;

    [Parameter(0, 1, "1: also sells short where the market allows it.")]
    public bool Short { get; set; }

    [Parameter(0.000001, 1, "Part of the equity that one position takes.")]
    public decimal EquityFraction { get; set; } = 0.1m;

    /// <summary>The averages have forgotten all but a billionth of what was before.</summary>
    public override int WarmupBars => 10 * (Slow + Signal);

    public override OrderFeatures Uses => Short ? OrderFeatures.Short : OrderFeatures.None;

    public override void Validate()
    {
        if (Slow <= Fast)
        {
            throw new ArgumentException("slow must be more bars than fast.");
        }
    }

    public override void OnStart() => _macd = [.. Portfolio.Markets.Select(_ => new Macd(Fast, Slow, Signal))];

    public override void OnBar(Market market, in Bar bar)
    {
        var macd = _macd[market.Index];
        var before = macd.Histogram;
        macd.Update(bar);
        var now = macd.Histogram;
        if (double.IsNaN(before) || market.Orders.Count > 0)
        {
            return;
        }

        if (market.Quantity > 0 && now < 0 || market.Quantity < 0 && now > 0)
        {
            market.Close();
        }
        else if (market.IsFlat && before <= 0 && now > 0)
        {
            market.Buy(Size.EquityFraction(EquityFraction));
        }
        else if (market.IsFlat && before >= 0 && now < 0 && Short && market.CanSellShort)
        {
            market.Sell(Size.EquityFraction(EquityFraction));
        }
    }
}
