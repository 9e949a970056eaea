namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>POST /risk/halt</c> and <c>/risk/resume</c>; may be absent.</summary>
public sealed record HaltBody(string? Reason = null);
