using System.Diagnostics;
using OpenTelemetry;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// Keeps what the sampler left out but a person will look for: errors, slow spans, orders that were denied or are unknown, and every
/// span with the tag <c>trading.keep</c>. Its ancestors are kept with it where they can be: they are open and lead to a root in this
/// process. Otherwise a copy of the span alone is sent, in the same trace and without a parent, so that no parent is ever absent.
/// </summary>
internal sealed class NoteworthySpans(TimeSpan slow) : BaseProcessor<Activity>
{
    /// <summary>Set to true on a span that must be kept.</summary>
    public const string KeepTag = "trading.keep";

    /// <summary>The rule that denied an order.</summary>
    public const string OrderDeniedTag = "order.denied";

    /// <summary>On a copy: the id of the span that it stands for, which logs name.</summary>
    private const string CopyOfTag = "trading.copy_of";

    /// <summary>Set on an order whose outcome the venue has not reported.</summary>
    public const string OrderUnknownTag = "order.unknown";

    public override void OnEnd(Activity data)
    {
        if (data.Recorded || !data.IsAllDataRequested || !IsNoteworthy(data))
        {
            return;
        }

        if (!LeadsToRoot(data))
        {
            SendCopy(data);
            return;
        }

        for (var span = data; span is { Recorded: false }; span = span.Parent)
        {
            span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }

    private static bool LeadsToRoot(Activity span)
    {
        for (; span.Parent is { } parent; span = parent)
        {
            if (parent.Recorded)
            {
                return true;
            }

            if (parent.IsStopped || !parent.IsAllDataRequested)
            {
                return false;
            }
        }

        return span.ParentSpanId == default;
    }

    private static void SendCopy(Activity span)
    {
        var before = Activity.Current;

        // Else it would become the parent.
        Activity.Current = null;
        using (var copy = span.Source.StartActivity(
            span.Kind,
            new ActivityContext(span.TraceId, default, ActivityTraceFlags.None),
            new ActivityTagsCollection(span.TagObjects) { [KeepTag] = true, [CopyOfTag] = span.SpanId.ToHexString() },
            span.Links,
            new DateTimeOffset(span.StartTimeUtc),
            span.OperationName))
        {
            if (copy is not null)
            {
                copy.DisplayName = span.DisplayName;
                copy.SetStatus(span.Status, span.StatusDescription);
                copy.SetEndTime(span.StartTimeUtc + span.Duration);
                foreach (var occurrence in span.Events)
                {
                    copy.AddEvent(occurrence);
                }
            }
        }

        Activity.Current = before;
    }

    private bool IsNoteworthy(Activity span) =>
        span.Status == ActivityStatusCode.Error
        || span.Duration > slow
        || span.GetTagItem(KeepTag) is true
        || span.GetTagItem(OrderDeniedTag) is not null
        || span.GetTagItem(OrderUnknownTag) is not null;
}
