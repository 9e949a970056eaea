namespace Trading.Contracts;

/// <summary>Who computed a bar.</summary>
public enum BarSource : byte
{
    /// <summary>Our own aggregation of trades.</summary>
    Trades = 0,

    /// <summary>The venue's kline over REST.</summary>
    Rest = 1,

    /// <summary>The venue's published archive.</summary>
    Archive = 2,

    /// <summary>Not observed: filled in on request by a fill strategy. Never stored.</summary>
    Filled = 3,
}
