using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>The strategy's account over all its markets.</summary>
public abstract class Portfolio
{
    /// <summary>UTC time of the event that is being taken: the close of a bar, the exchange's time of a trade.</summary>
    public abstract DateTime Now { get; }

    /// <summary>The interval of bars that the strategy runs on.</summary>
    public abstract BarInterval Interval { get; }

    /// <summary>Quote currency that is not bound: free for entries.</summary>
    public abstract decimal Cash { get; }

    /// <summary>Cash and positions at the latest prices, quote currency.</summary>
    public abstract decimal Equity { get; }

    /// <summary>In the order in which the strategy's symbols were given.</summary>
    public abstract IReadOnlyList<Market> Markets { get; }

    /// <summary>Whether orders are taken at present: not while the strategy warms up.</summary>
    public abstract bool TakesOrders { get; }
}
