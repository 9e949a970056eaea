namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>The system's clock until it is set back, as time synchronisation may do.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _behind;

    public void StepBack(TimeSpan by) => Interlocked.Add(ref _behind, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(-Interlocked.Read(ref _behind));
}
