namespace Trading.PaperTrading.Domain;

internal enum StrategyState : byte
{
    Stopped = 0,
    Running = 1,

    /// <summary>It threw, and runs no more until it is started again.</summary>
    Faulted = 2,
}
