using System.Diagnostics;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// Sends <c>traceparent</c> and <c>tracestate</c> over HTTP and never baggage: what one service notes for another must not reach a venue.
/// </summary>
internal sealed class TraceOnlyPropagator : DistributedContextPropagator
{
    private static readonly DistributedContextPropagator W3C = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => W3C.Inject(
        activity,
        carrier,
        (target, name, value) =>
        {
            if (name is "traceparent" or "tracestate")
            {
                setter?.Invoke(target, name, value);
            }
        });

    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        W3C.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
