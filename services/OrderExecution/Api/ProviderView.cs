using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Feeds;

namespace Trading.OrderExecution.Api;

/// <summary>A liquidity provider since this process started. Ratios 0 to 1, score 0 to 100.</summary>
public sealed record ProviderView(
    string Name,
    string Protocol,
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
    public static ProviderView Of(VenueAccess access, ProviderStatistics provider, UserStreamState stream)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(stream);
        var score = provider.Score(access.Venue.IsConnected);
        return new ProviderView(
            access.Venue.Name,
            access.Venue.Protocol,
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
