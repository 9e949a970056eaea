namespace Trading.PaperTrading.Live;

public enum StrategyState : byte
{
    Stopped = 0,
    Running = 1,
}
