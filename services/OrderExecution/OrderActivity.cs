using System.Diagnostics;
using Trading.ServiceDefaults.Tracing;

namespace Trading.OrderExecution;

/// <summary>Spans of order execution.</summary>
internal static class OrderActivity
{
    private static readonly ActivitySource Source = new(OrderExecutionMetrics.Name);

    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>Where an order enters: from here on its trace is sent, whatever was decided about what led to it.</summary>
    public static KeptSpan Enter(string name) => KeptSpan.Start(Source, name);

    /// <summary>
    /// Continues a stored trace. Where no listener samples, the context still passes on by an unrecorded activity, so that the trace
    /// does not end here.
    /// </summary>
    public static Activity? Continue(string name, ActivityKind kind, string? traceParent)
    {
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
        {
            return null;
        }

        return Source.StartActivity(name, kind, parent)
            ?? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }
}
