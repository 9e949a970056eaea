namespace Trading.OrderExecution.Api;

/// <summary>Body of <c>POST /risk/resume</c>; may be absent.</summary>
internal sealed record ResumeBody(string? Reason = null);
