using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>Protections and liquidation: what closes positions and keeps orders out whatever the strategy wants.</summary>
internal sealed class Guard(TradingEngine engine, Protections protections)
{
    public DateTime? Day { get; private set; }

    public decimal DayEquity { get; private set; }

    public DateTime? BlockedDay { get; private set; }

    public void Restore(EngineState state) => (Day, DayEquity, BlockedDay) = (state.Day, state.DayEquity, state.BlockedDay);

    /// <summary>Whether a request is refused before it becomes an order.</summary>
    public bool Refuses(EngineMarket market, Side side, bool reduceOnly)
    {
        var reduces = reduceOnly || market.Quantity * (side == Side.Buy ? 1 : -1) < 0;
        return !reduces && !MayOpen(market, 0);
    }

    /// <summary>Whether a position may be opened or added to.</summary>
    public bool MayOpen(EngineMarket market, decimal reducible) =>
        BlockedDay != engine.Now.Date
        && !(market.CoolUntil > engine.Now)
        && (protections.MaxOpenPositions is not { } most || !market.IsFlat || reducible > 0 || OpenPositions() < most);

    /// <summary>Price of the stop that guards a position of this side; null without one.</summary>
    public decimal? StopFor(EngineMarket market)
    {
        if (protections.StopLoss is not { } fraction)
        {
            return null;
        }

        var price = market.AverageEntryPrice * (market.Quantity > 0 ? 1 - fraction : 1 + fraction);
        return decimal.Round(price, 8);
    }

    public void OnReduced(EngineMarket market, decimal result, DateTime time)
    {
        if (protections.CoolDown is { } pause && result < 0)
        {
            market.CoolUntil = time + pause;
        }
    }

    /// <summary>Takes a new equity: the venue may liquidate it, and the daily loss may be reached.</summary>
    public void OnEquity(decimal equity, Booking booking)
    {
        if (engine.IsMargin && engine.Account.OpenSymbols > 0 && engine.Account.Margin().MustLiquidate)
        {
            FlattenAll(booking, OrderEnd.Liquidated, FillRule.Liquidation);
            return;
        }

        if (protections.DailyLoss is not { } fraction)
        {
            return;
        }

        if (Day != engine.Now.Date)
        {
            (Day, DayEquity) = (engine.Now.Date, equity);
        }

        if (equity <= DayEquity * (1 - fraction) && BlockedDay != Day)
        {
            BlockedDay = Day;
            FlattenAll(booking, OrderEnd.Protection, FillRule.Protection);
        }
    }

    private void FlattenAll(Booking booking, OrderEnd end, FillRule rule)
    {
        foreach (var market in engine.All)
        {
            if (market.LastPrice > 0)
            {
                booking.Flatten(market, market.LastPrice, end, rule);
            }
        }
    }

    private int OpenPositions()
    {
        var open = 0;
        foreach (var market in engine.All)
        {
            open += market.IsFlat ? 0 : 1;
        }

        return open;
    }
}
