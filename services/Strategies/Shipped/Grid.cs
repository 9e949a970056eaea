using Trading.Contracts;

namespace Trading.Strategies.Shipped;

/// <summary>Keeps nothing in fields: its orders are its memory, so that it goes on after a restart.</summary>
[Strategy("grid", "Rests limit orders at rungs below the price and sells each fill one rung higher; on request above the price and short.")]
public sealed class Grid : Strategy
{
    [Parameter(1, 100, "Orders that open a position.")]
    public int Rungs { get; set; } = 5;

    [Parameter(0.0005, 0.2, "Distance between two rungs, as a fraction of the price.")]
    public decimal Spacing { get; set; } = 0.01m;

    [Parameter(0.001, 0.9, "Loss on the average entry price at which all is closed, as a fraction of it.")]
    public decimal StopLoss { get; set; } = 0.1m;

    [Parameter(0.000001, 1, "Part of the equity that all rungs take together.")]
    public decimal EquityFraction { get; set; } = 0.5m;

    [Parameter(0, 1, "1: sells short above the price, where the market allows it.")]
    public bool Short { get; set; }

    public override OrderFeatures Uses => OrderFeatures.Limit | (Short ? OrderFeatures.Short : OrderFeatures.None);

    private Side Entry => Short ? Side.Sell : Side.Buy;

    /// <summary>One rung against the position: down for a long grid.</summary>
    private decimal Outward => Short ? 1 + Spacing : 1 / (1 + Spacing);

    public override void Validate()
    {
        if (Rungs * Spacing >= 1)
        {
            throw new ArgumentException("rungs times spacing must stay below 1.");
        }
    }

    public override void OnBar(Market market, in Bar bar)
    {
        var loss = (market.AverageEntryPrice - bar.Close) * (Short ? -1 : 1);
        if (!market.IsFlat && loss >= market.AverageEntryPrice * StopLoss)
        {
            market.CancelAll();
            market.Close("stop");
        }
        else if (market.IsFlat && (!Short || market.CanSellShort) && IsLeftBehind(market, bar.Close))
        {
            market.CancelAll();
            Build(market, bar.Close);
        }
    }

    public override void OnFill(Market market, in OrderFill fill)
    {
        if (fill.Order is not { Kind: OrderKind.Limit, Price: { } price })
        {
            return;
        }

        var opened = fill.Order.Side == Entry;
        Rest(market, opened ? price / Outward : price * Outward, Size.Quantity(fill.Quantity), closes: opened);
    }

    /// <summary>Whether the nearest order is more than two rungs away, or there is none.</summary>
    private bool IsLeftBehind(Market market, decimal close) => market.Orders.All(order => Short
        ? order.Price > close * (1 + 2 * Spacing)
        : order.Price < close / (1 + 2 * Spacing));

    private void Build(Market market, decimal price)
    {
        for (var rung = 0; rung < Rungs; rung++)
        {
            price *= Outward;
            Rest(market, price, Size.EquityFraction(EquityFraction / Rungs), closes: false);
        }
    }

    private void Rest(Market market, decimal price, Size size, bool closes) => market.Submit(new OrderRequest
    {
        Side = closes == Short ? Side.Buy : Side.Sell,
        Kind = OrderKind.Limit,
        Price = decimal.Round(price, 8),
        Size = size,
        ReduceOnly = closes,
    });
}
