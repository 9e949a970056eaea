using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Set after each commit that owes messages.</summary>
public sealed class OutboxSignalChannel : WakeSignalChannel;
