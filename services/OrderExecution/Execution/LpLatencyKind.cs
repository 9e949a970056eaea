namespace Trading.OrderExecution.Execution;

internal enum LpLatencyKind : byte
{
    Quote = 0,
    Order = 1,
    Heartbeat = 2,
}
