using OpenTelemetry.Trace;

namespace Trading.ServiceDefaults.Tracing;

/// <summary>Lets so many traces a second pass, with a burst of one second's worth.</summary>
internal sealed class RateLimitedSampler(double perSecond, TimeProvider time) : Sampler
{
    private readonly Lock _lock = new();
    private readonly double _most = Math.Max(1, perSecond);
    private double _tokens = Math.Max(1, perSecond);
    private long _filledAt = time.GetTimestamp();

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(_most, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
            _filledAt = now;
            if (_tokens < 1)
            {
                return new SamplingResult(SamplingDecision.Drop);
            }

            _tokens--;
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
