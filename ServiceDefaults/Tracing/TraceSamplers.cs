using OpenTelemetry.Trace;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Tracing;

internal static class TraceSamplers
{
    public static Sampler Of(TelemetryOptions options, TimeProvider time)
    {
        Sampler root = options.Sampler switch
        {
            TraceSampling.Never => new AlwaysOffSampler(),
            TraceSampling.Ratio => new TraceIdRatioBasedSampler(options.SampleRatio),
            TraceSampling.RateLimited => new RateLimitedSampler(options.TracesPerSecond, time),
            _ => new AlwaysOnSampler(),
        };
        if (options.FollowParent)
        {
            root = new ParentBasedSampler(root);
        }

        return options.KeepNoteworthy && options.Sampler is not TraceSampling.Never ? new KeepingSampler(root) : root;
    }
}
