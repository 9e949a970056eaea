using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>How balances compared when they last could be compared; null before the first time since start.</summary>
internal sealed class BalanceState
{
    private volatile Compared? _last;

    public DateTime? ComparedAt => _last?.At;

    public IReadOnlyList<BalanceDifference> Differences => _last?.Differences ?? [];

    /// <summary>Returns the differences in assets that did not differ the last time.</summary>
    public IReadOnlyList<BalanceDifference> Observe(IReadOnlyList<BalanceDifference> differences, DateTime at)
    {
        var before = Differences;
        _last = new Compared(at, differences);
        return [.. differences.Where(difference => before.All(known => known.Asset != difference.Asset))];
    }

    private sealed record Compared(DateTime At, IReadOnlyList<BalanceDifference> Differences);
}
