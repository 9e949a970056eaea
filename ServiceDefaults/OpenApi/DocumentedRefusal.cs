namespace Trading.ServiceDefaults.OpenApi;

/// <summary>A refusal that an endpoint gives for reasons of its own, as its document shows it.</summary>
/// <param name="Code">The problem's stable <c>code</c>.</param>
/// <param name="Detail">Such as a caller reads it.</param>
internal sealed record DocumentedRefusal(int Status, string Code, string Detail);
