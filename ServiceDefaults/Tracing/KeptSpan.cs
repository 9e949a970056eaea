using System.Diagnostics;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// A span that is sent, with all that follows from it, whatever the sampler said before (except with <c>Telemetry:KeepNoteworthy</c>
/// off). In a trace that is not sent it has no parent, because that would be absent; the trace id stays, so that logs are found by it.
/// </summary>
public sealed class KeptSpan : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] Keep = [new(NoteworthySpans.KeepTag, true)];

    private readonly Activity? _before = Activity.Current;

    private KeptSpan(ActivitySource source, string name)
    {
        if (_before is { Recorded: false })
        {
            Activity.Current = null;
        }

        Activity = source.StartActivity(name, ActivityKind.Internal, Parent(_before), Keep);
        if (Activity is null)
        {
            Activity.Current = _before;
        }
    }

    /// <summary>Null where spans are not listened to.</summary>
    public Activity? Activity { get; }

    public static KeptSpan Start(ActivitySource source, string name)
    {
        return new KeptSpan(source, name);
    }

    public void Dispose()
    {
        Activity?.Dispose();
        Activity.Current = _before;
    }

    private static ActivityContext Parent(Activity? before) => before switch
    {
        null => default,
        { Recorded: true } => before.Context,
        _ => new ActivityContext(before.TraceId, default, ActivityTraceFlags.None),
    };
}
