using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>
/// What a quant writes. One instance trades all its symbols; the same class runs in a backtest, on paper and, by promotion, live.
/// Override what it needs and ask for orders through the <see cref="Market"/> that each call names.
/// </summary>
/// <remarks>
/// After a restart a new instance sees the last <see cref="WarmupBars"/> bars of each symbol, with its orders refused, and goes on with the
/// stored positions and orders. So what it remembers must follow from those bars, its positions and its orders. Time and chance come from
/// <see cref="Portfolio"/> alone: a class that reads the clock or draws random numbers is not the same in a backtest.
/// </remarks>
public abstract class Strategy
{
    /// <summary>Bars of each symbol that must have been seen before decisions can be trusted. Known once the parameters are set.</summary>
    public virtual int WarmupBars => 0;

    /// <summary>Intervals that are wanted beside the one that the strategy runs on, longer ones as a rule.</summary>
    public virtual IReadOnlyList<BarInterval> OtherIntervals => [];

    /// <summary>What its orders need of a venue beside market orders: a promotion is refused where execution cannot place it.</summary>
    public virtual OrderFeatures Uses => OrderFeatures.None;

    /// <summary>The account and the markets. Set before <see cref="OnStart"/>.</summary>
    protected internal Portfolio Portfolio { get; internal set; } = null!;

    /// <summary>Refuses parameters that do not fit together; ranges of one parameter stand at its attribute.</summary>
    /// <exception cref="ArgumentException">They do not. The message is shown to the caller as it is.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Comes once, before the first event.</summary>
    public virtual void OnStart()
    {
    }

    /// <summary>Takes a closed bar. Open times of a symbol and interval rise.</summary>
    public virtual void OnBar(Market market, in Bar bar)
    {
    }

    /// <summary>Takes a public trade.</summary>
    public virtual void OnTrade(Market market, in Trade trade)
    {
    }

    /// <summary>Takes a new best bid or ask.</summary>
    public virtual void OnBookTop(Market market, in BookTop top)
    {
    }

    /// <summary>Takes an execution of an own order; the position is that after it.</summary>
    public virtual void OnFill(Market market, in OrderFill fill)
    {
    }

    /// <summary>Takes the end of an own order that was not filled whole: it was cancelled, expired or refused.</summary>
    public virtual void OnOrderEnded(Market market, WorkingOrder order, OrderEnd end)
    {
    }

    /// <summary>Takes what the scanner saw in one of the strategy's symbols.</summary>
    public virtual void OnSignal(Market market, SignalRaised signal)
    {
    }

    /// <summary>Takes a funding payment: positive was received, negative was paid, quote currency.</summary>
    public virtual void OnFunding(Market market, decimal rate, decimal amount)
    {
    }
}
