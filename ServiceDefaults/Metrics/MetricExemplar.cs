using System.Diagnostics;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>A measured value with the trace that it was measured in.</summary>
/// <param name="Time">When it was measured, UTC.</param>
public readonly record struct MetricExemplar(double Value, ActivityTraceId TraceId, ActivitySpanId SpanId, DateTimeOffset Time);
