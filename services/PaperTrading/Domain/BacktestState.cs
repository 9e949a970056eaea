namespace Trading.PaperTrading.Domain;

internal enum BacktestState : byte
{
    Queued = 0,
    Running = 1,
    Completed = 2,
    Failed = 3,
}
