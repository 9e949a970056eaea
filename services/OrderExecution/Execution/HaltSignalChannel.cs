namespace Trading.OrderExecution.Execution;

/// <summary>Set when a halt has an order of one venue to cancel now.</summary>
internal sealed class HaltSignalChannel : WakeSignalChannel;
