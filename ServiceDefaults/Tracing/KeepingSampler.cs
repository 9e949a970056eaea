using OpenTelemetry.Trace;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// Where the inner sampler would drop a span it is recorded all the same, not sent: whether it is worth keeping is known only at its
/// end (<see cref="NoteworthySpans"/>).
/// </summary>
internal sealed class KeepingSampler(Sampler inner) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var result = inner.ShouldSample(samplingParameters);
        return result.Decision == SamplingDecision.Drop ? new SamplingResult(SamplingDecision.RecordOnly) : result;
    }
}
