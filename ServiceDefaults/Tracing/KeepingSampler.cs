using OpenTelemetry.Trace;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>
/// A span that is started with <see cref="NoteworthySpans.KeepTag"/> is sent. Any other that the inner sampler would drop is recorded
/// all the same, not sent: whether it is worth keeping is known only at its end (<see cref="NoteworthySpans"/>).
/// </summary>
internal sealed class KeepingSampler(Sampler inner) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var result = inner.ShouldSample(samplingParameters);
        if (result.Decision != SamplingDecision.Drop)
        {
            return result;
        }

        var kept = samplingParameters.Tags?.Any(tag => tag is { Key: NoteworthySpans.KeepTag, Value: true }) ?? false;
        return new SamplingResult(kept ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly);
    }
}
