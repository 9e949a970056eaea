using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Set after each commit that owes messages.</summary>
internal sealed class OutboxSignalChannel : WakeSignalChannel;
