namespace Trading.SystemTests.Running;

/// <summary>A span as its process sent it.</summary>
/// <param name="Systems">Databases and brokers that its attributes name, such as <c>postgresql</c>.</param>
public sealed record CapturedSpan(string TraceId, string Service, IReadOnlyList<string> Systems);
