using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Risk;

/// <summary>Bytes are the same on every machine, where times are not: the budget of one risk check.</summary>
public sealed class RiskAllocationTests
{
    /// <summary>The approval itself: an object header and one reference.</summary>
    private const int BudgetBytes = 24;

    [Fact]
    public void A_check_that_passes_allocates_the_approval_and_nothing_else()
    {
        var input = new RiskInput(Orders.Draft(price: 100), 100, 0, 5, 1, 1, 10, 3, 2, false, null);
        var limits = new RiskLimits();
        const string subject = "order";
        RiskGate.Check(subject, input, limits, SilentProbe.Instance, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            RiskGate.Check(subject, input, limits, SilentProbe.Instance, out _);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, BudgetBytes);
    }
}
