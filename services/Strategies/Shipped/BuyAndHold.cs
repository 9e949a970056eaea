using Trading.Contracts;

namespace Trading.Strategies.Shipped;

[Strategy("buy-and-hold", "Buys at the first bar and keeps: the baseline that another strategy has to beat.")]
public sealed class BuyAndHold : Strategy
{
    [Parameter(0.000001, 1, "Part of the free cash that one entry spends.")]
    public decimal CashFraction { get; set; } = 1;

    public override void OnBar(Market market, in Bar bar)
    {
        if (market.IsFlat && market.Orders.Count == 0)
        {
            market.Buy(Size.CashFraction(CashFraction));
        }
    }
}
