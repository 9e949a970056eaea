namespace Trading.OrderExecution.Execution;

public enum LpLatencyKind : byte
{
    Quote = 0,
    Order = 1,
    Heartbeat = 2,
}
