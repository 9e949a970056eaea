namespace Trading.OrderExecution.Execution;

/// <summary>Set when something has to be asked at the venue now.</summary>
internal sealed class ReconcileSignalChannel : WakeSignalChannel;
