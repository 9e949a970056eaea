namespace Trading.Testing.Otlp;

/// <summary>A span as its process sent it.</summary>
/// <param name="ParentSpanId">Empty for a root.</param>
/// <param name="Systems">Databases and brokers that its attributes name, such as <c>postgresql</c>.</param>
public sealed record CapturedSpan(
    string TraceId, string SpanId, string ParentSpanId, string Name, string Service, IReadOnlyList<string> Systems);
