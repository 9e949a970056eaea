using System.Diagnostics;
using OpenTelemetry;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// Keeps what the sampler left out but somebody will look for: errors, slow spans, orders that were denied or are unknown, and
/// whatever carries the tag <c>trading.keep</c>. The span's open ancestors in this process are kept with it.
/// </summary>
internal sealed class NoteworthySpans(TimeSpan slow) : BaseProcessor<Activity>
{
    /// <summary>Set to true on a span that must be kept.</summary>
    public const string KeepTag = "trading.keep";

    /// <summary>The rule that denied an order.</summary>
    public const string OrderDeniedTag = "order.denied";

    /// <summary>Set on an order whose fate the venue has not told.</summary>
    public const string OrderUnknownTag = "order.unknown";

    public override void OnEnd(Activity data)
    {
        if (data.Recorded || !data.IsAllDataRequested || !IsNoteworthy(data))
        {
            return;
        }

        for (var span = data; span is not null; span = span.Parent)
        {
            span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }

    private bool IsNoteworthy(Activity span) =>
        span.Status == ActivityStatusCode.Error
        || span.Duration > slow
        || span.GetTagItem(KeepTag) is true
        || span.GetTagItem(OrderDeniedTag) is not null
        || span.GetTagItem(OrderUnknownTag) is not null;
}
