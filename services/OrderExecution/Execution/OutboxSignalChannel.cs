
namespace Trading.OrderExecution.Execution;

/// <summary>Set after each commit that owes messages.</summary>
internal sealed class OutboxSignalChannel : WakeSignalChannel;
