namespace Trading.OrderExecution.Domain;

/// <summary>A liquidity provider in numbers. Ratios are of the orders sent, 0 to 1.</summary>
/// <param name="Score">0 to 100: three quarters from orders that were neither refused nor left unknown, one quarter from speed; 0 while
/// away.</param>
internal sealed record ProviderScore(
    long Orders, long Filled, long Rejected, long Unknown, double FillRatio, double RejectRatio, double Score)
{
    // At this 95th percentile the part for speed is gone.
    private const double SlowestMs = 500;

    public static ProviderScore Of(bool connected, long orders, long filled, long rejected, long unknown, double p95Ms)
    {
        double Ratio(long part) => orders == 0 ? 0 : Math.Round((double)part / orders, 4);
        var served = 1 - Ratio(rejected) - Ratio(unknown);
        var speed = Math.Max(0, 1 - p95Ms / SlowestMs);
        return new ProviderScore(
            orders, filled, rejected, unknown, Ratio(filled), Ratio(rejected), connected ? Math.Round(75 * served + 25 * speed, 1) : 0);
    }
}
