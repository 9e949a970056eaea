namespace Trading.ServiceDefaults.Tracing;

/// <summary>Which new traces are sent on.</summary>
public enum TraceSampling
{
    Always = 0,
    Never = 1,

    /// <summary>The share <c>Telemetry:SampleRatio</c> of them, by trace id, so that every service decides alike.</summary>
    Ratio = 2,

    /// <summary>At most <c>Telemetry:TracesPerSecond</c>.</summary>
    RateLimited = 3,
}
