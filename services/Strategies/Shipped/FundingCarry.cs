using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

/// <summary>
/// The funding rate follows the mean premium of the perpetual over spot, so the premium says in advance whether a short perpetual is paid.
/// Every fill of spot is hedged in the perpetual at once.
/// </summary>
[Strategy("funding-carry", "Holds spot against a short perpetual while its premium makes longs pay funding. Symbols: spot, perpetual.")]
public sealed class FundingCarry : Strategy
{
    private readonly decimal[] _closes = new decimal[2];
    private readonly DateTime[] _opens = new DateTime[2];
    private Sma _premium = null!;

    [Parameter(1, 10_000, "Bars over which the premium is averaged.")]
    public int Period { get; set; } = 24;

    [Parameter(0, 0.1, "Opens at this average premium, as a fraction of the spot price.")]
    public double Entry { get; set; } = 0.0005;

    [Parameter(-0.1, 0.1, "Closes at this average premium.")]
    public double Exit { get; set; }

    [Parameter(0.000001, 0.9, "Part of the equity in spot; the same quantity is short in the perpetual.")]
    public decimal EquityFraction { get; set; } = 0.4m;

    public override int WarmupBars => Period;

    public override OrderFeatures Uses => OrderFeatures.Short;

    private Market Spot => Portfolio.Markets[0];

    private Market Perpetual => Portfolio.Markets[1];

    public override void Validate()
    {
        if (Exit >= Entry)
        {
            throw new ArgumentException("exit must be below entry.");
        }
    }

    public override void OnStart()
    {
        if (Portfolio.Markets.Count != 2 || !Perpetual.CanSellShort)
        {
            throw new InvalidOperationException("funding-carry needs two symbols: spot, and a perpetual that can be sold short.");
        }

        _premium = new Sma(Period);
    }

    public override void OnBar(Market market, in Bar bar)
    {
        _closes[market.Index] = bar.Close;
        _opens[market.Index] = bar.OpenTime;
        if (_opens[0] != _opens[1])
        {
            return; // The other symbol's bar is still to come.
        }

        _premium.Update((double)(_closes[1] / _closes[0] - 1));
        if (!_premium.IsReady || Spot.Orders.Count + Perpetual.Orders.Count > 0)
        {
            return;
        }

        if (Spot.IsFlat && _premium.Value >= Entry)
        {
            Spot.Buy(Size.EquityFraction(EquityFraction));
        }
        else if (!Spot.IsFlat && _premium.Value <= Exit)
        {
            Spot.Close();
        }
        else
        {
            Hedge();
        }
    }

    public override void OnFill(Market market, in OrderFill fill) => Hedge();

    /// <summary>Brings the perpetual to the opposite of what spot holds; orders on the way count as filled.</summary>
    private void Hedge()
    {
        var expected = Perpetual.Quantity + Perpetual.Orders.Sum(order => order.Side == Side.Buy ? order.Remaining : -order.Remaining);
        var excess = expected + Spot.Quantity;
        if (excess != 0)
        {
            Perpetual.Submit(new OrderRequest
            {
                Side = excess > 0 ? Side.Sell : Side.Buy,
                Size = Size.Quantity(Math.Abs(excess)),
                ReduceOnly = excess < 0,
            });
        }
    }
}
