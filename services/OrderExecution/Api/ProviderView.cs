using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>A liquidity provider since this process started. Ratios 0 to 1, score 0 to 100.</summary>
/// <param name="Account">The account that orders there belong to.</param>
/// <param name="LiveOrders">True when orders go to a real venue and move real money.</param>
internal sealed record ProviderView(
    string Name,
    string Protocol,
    string Account,
    bool LiveOrders,
    bool Enabled,
    string? DisabledReason,
    bool Connected,
    bool StreamConnected,
    long Orders,
    long Filled,
    long Rejected,
    long Unknown,
    double FillRatio,
    double RejectRatio,
    double Score,
    LatencyPercentiles LatencyMs)
{
    public static ProviderView Of(VenueAccess access, ProviderStatistics provider, UserStreamState stream, OrdersOptions options)
    {
        var score = provider.Score(access.Venue.IsConnected);
        return new ProviderView(
            access.Name,
            access.Venue.Protocol,
            options.Account,
            access.IsOpen && access.IsLive,
            access.IsOpen,
            access.ClosedReason,
            access.Venue.IsConnected,
            stream.IsUp,
            score.Orders,
            score.Filled,
            score.Rejected,
            score.Unknown,
            score.FillRatio,
            score.RejectRatio,
            score.Score,
            provider.Latency.Percentiles());
    }
}
