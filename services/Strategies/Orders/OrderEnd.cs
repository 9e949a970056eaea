namespace Trading.Strategies;

/// <summary>Why an order ended before it was filled whole.</summary>
public enum OrderEnd : byte
{
    /// <summary>By the strategy.</summary>
    Cancelled = 0,

    /// <summary>Its time in force did not let it rest, or it was post only and would have taken.</summary>
    Expired = 1,

    /// <summary>The other order of its bracket filled.</summary>
    BracketDone = 2,

    /// <summary>It is reduce-only, and the position is closed.</summary>
    NothingToReduce = 3,

    /// <summary>The account does not pay for it: cash on spot, initial margin on derivatives.</summary>
    NotCovered = 4,

    /// <summary>A protection closed the position and let nothing new in.</summary>
    Protection = 5,

    /// <summary>The account was liquidated.</summary>
    Liquidated = 6,
}
