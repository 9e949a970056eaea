using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

[Strategy("bollinger-breakout", "Buys a close above the upper band, sells one below the middle; on request also the reverse, short.")]
public sealed class BollingerBreakout : Strategy
{
    private BollingerBands[] _bands = [];

    [Parameter(2, 10_000, "Bars of the bands.")]
    public int Period { get; set; } = 20;

    [Parameter(0.1, 10, "Distance of the bands from their middle, in standard deviations.")]
    public double Width { get; set; } = 2;

    [Parameter(0, 1, "1: also sells short where the market allows it.")]
    public bool Short { get; set; }

    [Parameter(0.000001, 1, "Part of the equity that one position takes.")]
    public decimal EquityFraction { get; set; } = 0.1m;

    public override int WarmupBars => Period;

    public override OrderFeatures Uses => Short ? OrderFeatures.Short : OrderFeatures.None;

    public override void OnStart() => _bands = [.. Portfolio.Markets.Select(_ => new BollingerBands(Period, Width))];

    public override void OnBar(Market market, in Bar bar)
    {
        var bands = _bands[market.Index];
        bands.Update(bar);
        if (!bands.IsReady || market.Orders.Count > 0)
        {
            return;
        }

        var close = (double)bar.Close;
        if (market.Quantity > 0 && close < bands.Middle || market.Quantity < 0 && close > bands.Middle)
        {
            market.Close();
        }
        else if (market.IsFlat && close > bands.Upper)
        {
            market.Buy(Size.EquityFraction(EquityFraction));
        }
        else if (market.IsFlat && close < bands.Lower && Short && market.CanSellShort)
        {
            market.Sell(Size.EquityFraction(EquityFraction));
        }
    }
}
