using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Stubs;

internal sealed class SilentProbe : IRiskProbe
{
    public static SilentProbe Instance { get; } = new();

    public long Timestamp() => 0;

    public void Checked(RiskRule rule, bool passed, long startTimestamp)
    {
    }
}
