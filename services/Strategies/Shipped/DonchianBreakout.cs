using Trading.Contracts;
using Trading.Strategies.Indicators;

namespace Trading.Strategies.Shipped;

/// <summary>The turtles' system 1 (Faith, Way of the Turtle, 2007) with one unit, and without its rule to skip after a gain.</summary>
[Strategy("donchian", "Buys a close above the channel, stop and size by the ATR; leaves at a shorter channel; on request also short.")]
public sealed class DonchianBreakout : Strategy
{
    private const string Exit = "exit";

    private (DonchianChannel Entry, DonchianChannel Exit, Atr Range)[] _state = [];

    [Parameter(2, 1_000, "Bars of the channel that opens a position.")]
    public int EntryPeriod { get; set; } = 20;

    [Parameter(1, 1_000, "Bars of the channel that closes it; not more than those of the other.")]
    public int ExitPeriod { get; set; } = 10;

    [Parameter(1, 500, "Bars of the average true range.")]
    public int AtrPeriod { get; set; } = 20;

    [Parameter(0.1, 20, "Distance of the stop from the close, in average true ranges.")]
    public double StopRanges { get; set; } = 2;

    [Parameter(0.0001, 0.1, "Part of the equity that is lost when the stop fills.")]
    public decimal RiskFraction { get; set; } = 0.01m;

    [Parameter(0, 1, "1: also sells short where the market allows it.")]
    public bool Short { get; set; }

    public override int WarmupBars => Math.Max(EntryPeriod, 20 * AtrPeriod) + 1;

    public override OrderFeatures Uses => OrderFeatures.Bracket | OrderFeatures.Stop | (Short ? OrderFeatures.Short : OrderFeatures.None);

    public override void Validate()
    {
        if (ExitPeriod > EntryPeriod)
        {
            throw new ArgumentException("exitPeriod must not be more bars than entryPeriod.");
        }
    }

    public override void OnStart() => _state =
    [
        .. Portfolio.Markets.Select(_ => (new DonchianChannel(EntryPeriod), new DonchianChannel(ExitPeriod), new Atr(AtrPeriod))),
    ];

    public override void OnBar(Market market, in Bar bar)
    {
        var (entry, exit, range) = _state[market.Index];
        var close = (double)bar.Close;
        var (isAbove, isBelow) = (close > entry.Upper, close < entry.Lower);
        var leaves = market.Quantity > 0 ? close < exit.Lower : close > exit.Upper;
        entry.Update(bar);
        exit.Update(bar);
        range.Update(bar);
        if (!range.IsReady)
        {
            return;
        }

        if (market.IsFlat && market.Orders.Count == 0)
        {
            if (isAbove)
            {
                Enter(market, Side.Buy, close - StopRanges * range.Value);
            }
            else if (isBelow && Short && market.CanSellShort)
            {
                Enter(market, Side.Sell, close + StopRanges * range.Value);
            }
        }
        else if (!market.IsFlat && leaves && market.Orders.All(order => order.Tag != Exit))
        {
            market.Close(Exit);
        }
    }

    private void Enter(Market market, Side side, double stopPrice)
    {
        if (stopPrice > 0)
        {
            var stop = decimal.Round((decimal)stopPrice, 8);
            market.Submit(new OrderRequest { Side = side, Size = Size.Risk(RiskFraction, stop), StopLoss = stop });
        }
    }
}
