namespace Trading.OrderExecution.Risk;

/// <summary>What a halt does with the orders that are open.</summary>
internal enum CancelOpen : byte
{
    /// <summary>They go on working. Also the reading of a halt that was stored before there was a choice.</summary>
    None = 0,

    /// <summary>Cancels all but those that only bring a position nearer to flat.</summary>
    Increasing = 1,

    All = 2,
}
