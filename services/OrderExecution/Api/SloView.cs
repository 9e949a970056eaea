using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>The execution objective since start. Ratios 0 to 1; <paramref name="Ratio"/> is 1 while there were no orders.</summary>
internal sealed record SloView(
    int ThresholdMs, double Target, long Met, long Missed, double Ratio, bool IsMet, LatencyPercentiles LatencyMs)
{
    public static SloView Of(ExecutionObjective objective)
    {
        var total = objective.Met + objective.Missed;
        var ratio = total == 0 ? 1 : (double)objective.Met / total;
        return new SloView(
            objective.ThresholdMs, ExecutionObjective.Target, objective.Met, objective.Missed, Math.Round(ratio, 4),
            ratio >= ExecutionObjective.Target,
            objective.Latency.Percentiles());
    }
}
