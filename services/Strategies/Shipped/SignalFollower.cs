using Trading.Contracts;

namespace Trading.Strategies.Shipped;

[Strategy("signals", "Follows the scanner's signals with a stop and a target; the opposite signal closes, and on request opens short.")]
public sealed class SignalFollower : Strategy
{
    [Parameter(0, 100, "Lowest score of a signal that is followed.")]
    public double MinScore { get; set; } = 70;

    [Parameter(0, 1, "Lowest confidence of a signal that is followed.")]
    public double MinConfidence { get; set; } = 0.5;

    [Parameter(0.001, 0.5, "Distance of the stop from the price, as a fraction of it.")]
    public decimal StopFraction { get; set; } = 0.02m;

    [Parameter(0.001, 0.9, "Distance of the target from the price, as a fraction of it.")]
    public decimal TargetFraction { get; set; } = 0.04m;

    [Parameter(0.000001, 1, "Part of the equity that one position takes.")]
    public decimal EquityFraction { get; set; } = 0.1m;

    [Parameter(0, 1, "1: also sells short where the market allows it.")]
    public bool Short { get; set; }

    public override OrderFeatures Uses =>
        OrderFeatures.Bracket | OrderFeatures.Stop | OrderFeatures.Limit | (Short ? OrderFeatures.Short : OrderFeatures.None);

    public override void OnSignal(Market market, SignalRaised signal)
    {
        if (signal.Score < MinScore || signal.Confidence < MinConfidence || market.LastPrice <= 0)
        {
            return;
        }

        var sign = signal.Side == Side.Buy ? 1 : -1;
        if (market.Quantity * sign < 0)
        {
            market.Close();
        }
        else if (market.IsFlat && market.Orders.Count == 0 && (sign > 0 || Short && market.CanSellShort))
        {
            market.Submit(new OrderRequest
            {
                Side = signal.Side,
                Size = Size.EquityFraction(EquityFraction),
                StopLoss = decimal.Round(market.LastPrice * (1 - sign * StopFraction), 8),
                TakeProfit = decimal.Round(market.LastPrice * (1 + sign * TargetFraction), 8),
            });
        }
    }
}
