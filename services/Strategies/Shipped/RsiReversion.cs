using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

[Strategy("rsi-reversion", "Buys when the RSI is oversold, sells when it is back at 50; on request also short, the other way round.")]
public sealed class RsiReversion : Strategy
{
    private const double Middle = 50;

    private Rsi[] _rsi = [];

    [Parameter(2, 500, "Bars of the RSI.")]
    public int Period { get; set; } = 14;

    [Parameter(1, 49, "Buys when the RSI is below it.")]
    public double Oversold { get; set; } = 30;

    [Parameter(51, 99, "Sells short when the RSI is above it.")]
    public double Overbought { get; set; } = 70;

    [Parameter(0, 1, "1: also sells short where the market allows it.")]
    public bool Short { get; set; }

    [Parameter(0.000001, 1, "Part of the equity that one position takes.")]
    public decimal EquityFraction { get; set; } = 0.1m;

    /// <summary>Wilder's smoothing has forgotten all but a billionth of what was before.</summary>
    public override int WarmupBars => 20 * Period;

    public override OrderFeatures Uses => Short ? OrderFeatures.Short : OrderFeatures.None;

    public override void OnStart() => _rsi = [.. Portfolio.Markets.Select(_ => new Rsi(Period))];

    public override void OnBar(Market market, in Bar bar)
    {
        var rsi = _rsi[market.Index];
        rsi.Update(bar);
        if (!rsi.IsReady || market.Orders.Count > 0)
        {
            return;
        }

        if (market.Quantity > 0 && rsi.Value >= Middle || market.Quantity < 0 && rsi.Value <= Middle)
        {
            market.Close();
        }
        else if (market.IsFlat && rsi.Value < Oversold)
        {
            market.Buy(Size.EquityFraction(EquityFraction));
        }
        else if (market.IsFlat && rsi.Value > Overbought && Short && market.CanSellShort)
        {
            market.Sell(Size.EquityFraction(EquityFraction));
        }
    }
}
