using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>POST /risk/halt</c>; may be absent.</summary>
/// <param name="CancelOpen">Left out, every open order is cancelled.</param>
internal sealed record HaltBody(string? Reason = null, CancelOpen CancelOpen = CancelOpen.All);
